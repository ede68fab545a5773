package reporters

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// carbonLines are lines as a usual program sends them.
func carbonLines(n int) []byte {
	var b []byte
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		b = fmt.Appendf(b, "web1.shop.http.requests.route%d.code.%d.p99 %g 1772366410\n", i/7, 200+i%7, random.Float64())
	}
	return b
}

func TestPackedIsUnpacked(t *testing.T) {
	for name, body := range map[string][]byte{
		"empty": nil, "short": []byte("a"), "lines": carbonLines(1000), "noise": noise(10_000), "zeros": make([]byte, 1<<20),
	} {
		q := &queued{body: bytes.Clone(body), size: len(body)}
		q.pack()
		q.pack()
		if len(q.body) > len(body) {
			t.Errorf("%s: %d bytes are packed into %d", name, len(body), len(q.body))
		}
		if got, err := q.unpack(); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s: %d bytes are unpacked into %d, %v", name, len(body), len(got), err)
		}
		if name == "lines" && len(q.body) > len(body)/4 {
			t.Errorf("%d bytes of lines are packed into %d", len(body), len(q.body))
		}
	}
}

func TestWhatCannotBeUnpackedIsDropped(t *testing.T) {
	q := &queued{body: []byte("no such thing"), size: 5, packed: true, points: 3}
	_, err := q.unpack()
	s := spool{limit: 100, export: export(metrics.NewRegistry(nil), "x")}
	s.add(&Batch{Points: 3}, []*queued{q})
	s.begin()
	if s.settle(err); s.health.DroppedEncode != 3 || s.health.Captured != 3 || s.health.Queued != 0 {
		t.Errorf("after %v: %+v", err, s.health)
	}
}

func noise(n int) []byte {
	random := rand.New(rand.NewPCG(3, 4))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return b
}

// Parts hold all lines, in order, none larger than the limit unless it is one line.
func FuzzParts(f *testing.F) {
	f.Add("a\nbb\nccc\n", 4)
	f.Add("a\n", 1)
	f.Add("\n\n\n", 1)
	f.Add(strings.Repeat("x", 100)+"\ny\n", 10)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if text == "" || !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		q := &queued{body: []byte(text), size: len(text), lines: true, points: uint64(strings.Count(text, "\n"))}
		var all []byte
		var points uint64
		for _, p := range q.parts(limit) {
			if limit > 0 && len(p.body) > limit && p.points > 1 && len(p.body) != len(text) {
				t.Errorf("a part of %d bytes in %d lines, limit %d", len(p.body), p.points, limit)
			}
			all, points = append(all, p.body...), points+p.points
		}
		if string(all) != text || points != q.points {
			t.Errorf("%q in parts of %d is %q", text, limit, all)
		}
		first, second, ok := q.halves(nil)
		if ok != (q.points > 1) || ok && (string(first.body)+string(second.body) != text || first.points+second.points != q.points ||
			first.points == 0 || second.points == 0) {
			t.Errorf("%q has halves %v, %v, %v", text, first, second, ok)
		}
	})
}

func FuzzFrame(f *testing.F) {
	q := &queued{id: 7, tick: time.Unix(1772366410, 0).UTC(), points: 3, lines: true, size: 4, body: []byte("a\nb\n")}
	f.Add(appendBatch(nil, q))
	f.Add(appendDone(nil, 7))
	f.Add([]byte{})
	f.Add([]byte{1, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		q, done, err := parseFrame(b)
		if err != nil {
			return
		}
		again := appendDone(nil, done)
		if q != nil {
			again = appendBatch(nil, q)
		}
		q2, done2, err := parseFrame(again)
		if err != nil || done != done2 || (q == nil) != (q2 == nil) {
			t.Fatalf("%x is not parsed as it was written: %v", b, err)
		}
		if q != nil && (q.id != q2.id || !q.tick.Equal(q2.tick) || q.points != q2.points || !bytes.Equal(q.body, q2.body)) {
			t.Errorf("%+v became %+v", q, q2)
		}
	})
}

func BenchmarkPack(b *testing.B) {
	body := carbonLines(1000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	var size int
	for b.Loop() {
		q := queued{body: body, size: len(body)}
		q.pack()
		size = len(q.body)
	}
	b.ReportMetric(float64(size)/float64(len(body)), "packed/raw")
}

func BenchmarkUnpack(b *testing.B) {
	body := carbonLines(1000)
	q := queued{body: body, size: len(body)}
	q.pack()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = q.unpack()
	}
}
