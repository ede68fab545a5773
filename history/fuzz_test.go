package history_test

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/history"
)

// split takes frames apart that pack put together.
func split(b []byte) (frames [][]byte) {
	for len(b) >= 4 {
		n := min(int(binary.LittleEndian.Uint32(b)), len(b)-4)
		if n < 0 {
			n = 0
		}
		frames, b = append(frames, b[4:4+n]), b[4+n:]
	}
	return frames
}

func pack(frames [][]byte) (b []byte) {
	for _, f := range frames {
		b = append(binary.LittleEndian.AppendUint32(b, uint32(len(f))), f...)
	}
	return b
}

// FuzzOpen reads any frames, and asks what a dashboard would ask.
func FuzzOpen(f *testing.F) {
	for _, seconds := range []int{0, 3, 95} {
		p := newProgram("", aDay)
		p.live(seconds)
		frames := p.Frames()
		f.Add(pack(frames))
		f.Add(pack(frames[:len(frames)/2]))
		for i := range frames {
			f.Add(pack([][]byte{frames[0], frames[i]}))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := history.OpenFrames(split(b))
		if err != nil {
			return
		}
		from, to := file.Bounds()
		latest := file.Latest()
		for _, x := range latest.Total.Series[:min(len(latest.Total.Series), 5)] {
			r := file.Range(x.Name, x.Labels, from, to, time.Second)
			r.Total()
			r.Values(x.Kind)
			file.Range(x.Name, x.Labels, to.Add(-time.Minute), to, 0)
		}
		file.Since(time.Hour)
		if s := file.Stats(); s.Bytes > s.MaxBytes {
			t.Errorf("%d bytes of %d", s.Bytes, s.MaxBytes)
		}
	})
}

// What is read from frames is written as the same frames again.
func TestFramesComeBackAsTheyWere(t *testing.T) {
	p := newProgram("", aDay)
	for range 40 {
		p.live(37)
		frames := p.Frames()
		file, err := history.OpenFrames(frames)
		if err != nil {
			t.Fatal(err)
		}
		if d := file.Stats().Box.Damage; d != nil {
			t.Fatal(d)
		}
		series := p.Latest().Total.Series
		if got, want := ranges(file, series, p.Now()), ranges(p, series, p.Now()); got != want {
			t.Fatalf("the frames tell\n%s\nthe store\n%s", got, want)
		}
	}
}
