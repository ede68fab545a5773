package column

import "github.com/binnacle-go/metrics"

// An Encoder writes columns. Its room is used again; the zero Encoder is ready. It is not safe for concurrent use.
type Encoder struct {
	bits     bitWriter
	known    []*Cell
	integers integers
	gauge    gaugeWriter
	spreads  spreadWriter
	list     []uint64
}

// Append appends the block of a column to dst: cells of consecutive slots. A spread keeps buckets that are at most
// 2^-wide of their values wide. Most cells that are known should have the usual span.
func (e *Encoder) Append(dst []byte, kind metrics.Kind, cells []Cell, usual uint64, wide uint) []byte {
	w := &e.bits
	*w = bitWriter{out: dst}
	w.put(uint64(kind), 3)
	e.putKnown(cells)
	e.putSpans(usual)
	switch kind {
	case metrics.KindCounter, metrics.KindMeter:
		e.putIntegers(func(c *Cell) uint64 { return c.Count })
	case metrics.KindGauge:
		e.gauge.put(w, e.known)
	case metrics.KindTimer, metrics.KindHistogram:
		e.putSpreads(wide)
	case metrics.KindState:
		putStates(w, e.known)
	case metrics.KindText:
		putTexts(w, e.known)
	}
	return w.finish()
}

// putKnown writes which cells are known: runs of those that are and of those that are not, in turn.
func (e *Encoder) putKnown(cells []Cell) {
	e.known = e.known[:0]
	for i := range cells {
		if cells[i].Span > 0 {
			e.known = append(e.known, &cells[i])
		}
	}
	e.bits.flag(len(e.known) == len(cells))
	if len(e.known) == len(cells) {
		return
	}
	known := true
	for i := 0; i < len(cells); known = !known {
		begin := i
		for i < len(cells) && (cells[i].Span > 0) == known {
			i++
		}
		e.bits.putGamma(uint64(i-begin) + 1)
	}
}

// putSpans writes the spans: how many are not the usual one, and where and what these are.
func (e *Encoder) putSpans(usual uint64) {
	others := uint64(0)
	for _, c := range e.known {
		if c.Span != usual {
			others++
		}
	}
	e.bits.putGamma(others + 1)
	next := 0
	for i, c := range e.known {
		if c.Span != usual {
			e.bits.putGamma(uint64(i-next) + 1)
			e.bits.putGamma(c.Span)
			next = i + 1
		}
	}
}

func (e *Encoder) putIntegers(of func(*Cell) uint64) {
	e.list = e.list[:0]
	for _, c := range e.known {
		e.list = append(e.list, of(c))
	}
	e.integers.put(&e.bits, e.list)
}
