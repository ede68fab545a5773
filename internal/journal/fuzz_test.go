package journal_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

// FuzzRead: whatever the bytes are, each of them is in a frame, torn or lost, and a file rewritten from what was found
// reads the same.
func FuzzRead(f *testing.F) {
	data, ends := file(f, payloads(5))
	f.Add(data)
	f.Add(data[:ends[2]+3])
	f.Add(append(bytes.Clone(data[:ends[1]]), data[ends[1]+2:]...))
	f.Add(append(bytes.Clone(data), head(9)...))
	f.Add([]byte("\x89BINBOX\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := journal.ReadFrom(bytes.NewReader(data), 0)
		if err != nil {
			return
		}
		sum := c.Torn
		for _, frame := range c.Frames {
			sum += int64(len(frame)) + journal.Overhead
		}
		if c.Damage != nil {
			sum += c.Damage.Lost
		}
		if sum != int64(len(data)) && sum+headerSize != int64(len(data)) {
			t.Fatalf("%d of %d bytes are accounted for", sum, len(data))
		}
		path := write(t, data)
		_, opened := mustOpen(t, path)
		if !equal(opened.Frames, c.Frames) || !equal(mustRead(t, path).Frames, c.Frames) {
			t.Fatal("opened and rewritten, there are other frames")
		}
	})
}

// FuzzDamage: what a damage does not touch is found.
func FuzzDamage(f *testing.F) {
	f.Add(uint64(1), uint16(20), uint16(3), []byte("damage"))
	f.Add(uint64(2), uint16(0), uint16(99), []byte{})
	f.Add(uint64(3), uint16(65), uint16(0), []byte("\xf5\x9a\xc3\xb7"))
	f.Fuzz(func(t *testing.T, seed uint64, at, length uint16, put []byte) {
		frames := randomPayloads(seed)
		data, ends := file(t, frames)
		from := min(int(at), len(data))
		to := min(from+int(length), len(data))
		var want [][]byte
		begin := headerSize
		for i, end := range ends {
			if end <= from || begin >= to && to > from || begin >= from && to == from {
				want = append(want, frames[i])
			}
			begin = end
		}
		damaged := append(append(bytes.Clone(data[:from]), put...), data[to:]...)
		c, err := journal.ReadFrom(bytes.NewReader(damaged), 0)
		if err != nil {
			if len(want) > 0 {
				t.Fatal(err)
			}
			return
		}
		got := c.Frames
		for _, frame := range want {
			for len(got) > 0 && !bytes.Equal(got[0], frame) {
				got = got[1:]
			}
			if len(got) == 0 {
				t.Fatalf("an intact frame of %d bytes was not found", len(frame))
			}
			got = got[1:]
		}
	})
}

func randomPayloads(seed uint64) [][]byte {
	random := rand.New(rand.NewPCG(seed, 1))
	out := make([][]byte, random.IntN(8))
	for i := range out {
		out[i] = make([]byte, random.IntN(40))
		for j := range out[i] {
			out[i][j] = "\xf5\x9a\xc3\xb7ab\x00\xff"[random.IntN(8)]
		}
	}
	return out
}
