package journal_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

// However short a file was cut, the frames before are there, and appending goes on behind them.
func TestTruncatedAtEveryLength(t *testing.T) {
	frames := payloads(6)
	data, ends := file(t, frames)
	for n := range len(data) + 1 {
		whole, _ := slices.BinarySearch(ends, n+1)
		end := headerSize
		if whole > 0 {
			end = ends[whole-1]
		}
		torn := n - end
		if n < headerSize {
			torn = n
		}
		path := write(t, data[:n])
		c := mustRead(t, path)
		if !equal(c.Frames, frames[:whole]) || c.Damage != nil || c.Torn != int64(torn) {
			t.Fatalf("cut to %d: %d frames, %d torn, %v; want %d and %d", n, len(c.Frames), c.Torn, c.Damage, whole, torn)
		}
		j, c := mustOpen(t, path)
		if !equal(c.Frames, frames[:whole]) || c.Damage != nil {
			t.Fatalf("cut to %d: open finds %d frames, %v; want %d", n, len(c.Frames), c.Damage, whole)
		}
		mustAppend(t, j, []byte("new"))
		j.Close()
		if c := mustRead(t, path); !equal(c.Frames, append(frames[:whole:whole], []byte("new"))) || c.Damage != nil || c.Torn != 0 {
			t.Fatalf("cut to %d: %d frames after appending, %d torn, %v", n, len(c.Frames), c.Torn, c.Damage)
		}
	}
}

// A flipped bit costs its own frame only.
func TestEveryBitFlipped(t *testing.T) {
	frames := payloads(6)
	data, ends := file(t, frames)
	for i := range len(data) * 8 {
		flipped := bytes.Clone(data)
		flipped[i/8] ^= 1 << (i % 8)
		c, err := journal.ReadFrom(bytes.NewReader(flipped), 0)
		if err != nil {
			t.Fatalf("bit %d: %v", i, err)
		}
		begin, want := 0, frames
		if i/8 >= headerSize {
			hit, _ := slices.BinarySearch(ends, i/8+1)
			want = slices.Delete(slices.Clone(frames), hit, hit+1)
			begin = headerSize
			if hit > 0 {
				begin = ends[hit-1]
			}
		}
		if !equal(c.Frames, want) {
			t.Fatalf("bit %d: %d frames; want %d", i, len(c.Frames), len(want))
		}
		if c.Damage == nil || len(c.Damage.Regions) != 1 || c.Damage.Regions[0].Offset != int64(begin) || c.Damage.Lost != c.Damage.Regions[0].Length {
			t.Fatalf("bit %d: %+v; want one region at %d", i, c.Damage, begin)
		}
	}
}

func TestDamage(t *testing.T) {
	frames := payloads(10)
	data, ends := file(t, frames)
	from, to := ends[3]-2, ends[5]+3 // the end of frame 3 to the beginning of frame 6
	rest := append(slices.Clone(frames[:3]), frames[7:]...)
	for name, damaged := range map[string][]byte{
		"bytes missing": append(slices.Clone(data[:from]), data[to:]...),
		"zeros":         slices.Concat(data[:from], make([]byte, to-from), data[to:]),
		"other bytes":   slices.Concat(data[:from], []byte("something that was never here"), data[to:]),
	} {
		c, err := journal.ReadFrom(bytes.NewReader(damaged), 0)
		if err != nil || !equal(c.Frames, rest) || c.Damage == nil || len(c.Damage.Regions) != 1 {
			t.Errorf("%s: %v, %+v", name, err, c)
		}
	}
}

func TestZerosAtTheEnd(t *testing.T) {
	frames := payloads(3)
	data, _ := file(t, frames)
	path := write(t, append(data, make([]byte, 5000)...))
	_, c := mustOpen(t, path)
	if !equal(c.Frames, frames) || c.Torn != 5000 || c.Damage != nil {
		t.Fatal(c)
	}
}

func TestSetAside(t *testing.T) {
	frames := payloads(5)
	data, ends := file(t, frames)
	flipped := bytes.Clone(data)
	flipped[ends[1]+17] ^= 4
	later := bytes.Clone(data)
	later[8]++
	binary.LittleEndian.PutUint32(later[12:], crc32.Checksum(later[:12], crc32.MakeTable(crc32.Castagnoli)))
	for name, x := range map[string]struct {
		data []byte
		want [][]byte
		err  error
	}{
		"a flipped bit":          {flipped, slices.Delete(slices.Clone(frames), 2, 3), nil},
		"something else":         {[]byte("To be, or not to be, that is the question"), nil, journal.ErrFormat},
		"behind something else":  {slices.Concat([]byte("garbage"), data[20:]), frames[1:], nil},
		"zeros":                  {make([]byte, 300), nil, journal.ErrFormat},
		"only a damaged header":  {[]byte("\x89BINBOX\n--------"), nil, journal.ErrFormat},
		"a later version":        {later, nil, journal.ErrVersion},
		"garbage behind the end": {append(bytes.Clone(data), "garbage that is longer than a header"...), frames, nil},
	} {
		path := write(t, x.data)
		j, c := mustOpen(t, path)
		if !equal(c.Frames, x.want) || c.Damage == nil || !errors.Is(c.Damage, x.err) && x.err != nil {
			t.Errorf("%s: %d frames, %v", name, len(c.Frames), c.Damage)
			continue
		}
		if kept, err := os.ReadFile(c.Damage.SetAside); err != nil || !bytes.Equal(kept, x.data) {
			t.Errorf("%s: the damaged file was not kept: %v", name, err)
		}
		if !strings.HasPrefix(c.Damage.SetAside, c.Damage.Path+".damaged-") || !strings.Contains(c.Damage.Error(), c.Damage.SetAside) {
			t.Errorf("%s: %v", name, c.Damage)
		}
		mustAppend(t, j, numbered(1))
		if got := mustRead(t, path); got.Damage != nil || !equal(got.Frames, append(x.want[:len(x.want):len(x.want)], numbered(1))) {
			t.Errorf("%s: the new file has %d frames, %v", name, len(got.Frames), got.Damage)
		}
		if others := beside(t, path); len(others) != 1 {
			t.Errorf("%s: left %q", name, others)
		}
	}
}

func TestSetAsideByItsOwner(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	mustAppend(t, j, []byte("?"))
	var names []string
	for n := range 3 { // within one second
		name, err := j.SetAside(seq(numbered(n)))
		if err != nil || slices.Contains(names, name) {
			t.Fatal(name, err)
		}
		names = append(names, name)
	}
	if c := mustRead(t, names[0]); !equal(c.Frames, [][]byte{[]byte("?")}) {
		t.Error(c)
	}
	if c := mustRead(t, path); !equal(c.Frames, [][]byte{numbered(2)}) {
		t.Error(c)
	}
}

// Of the files that were set aside a few are kept: those of the last times.
func TestFewAreKeptAside(t *testing.T) {
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	var names []string
	for n := range 12 {
		mustAppend(t, j, numbered(n))
		name, err := j.SetAside(seq())
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for i, name := range names {
		if c, err := journal.Read(name); i >= 9 && (err != nil || !equal(c.Frames, [][]byte{numbered(i)})) || i < 9 && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the file set aside as number %d holds %v, error %v", i, c, err)
		}
	}
}

func TestNotABox(t *testing.T) {
	for _, data := range []string{"plain text", "\x89PNG\r\n\x1a\n and more", strings.Repeat("\x00", 100)} {
		if c, err := journal.ReadFrom(strings.NewReader(data), 0); !errors.Is(err, journal.ErrFormat) || c != nil {
			t.Errorf("%.10q: %v, %v", data, c, err)
		}
	}
}
