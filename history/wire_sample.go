package history

import (
	"math"
	"math/bits"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// append makes the frame of a layout, which following samples name by its number.
func (l *layout) append(dst []byte, number uint64) []byte {
	dst = append(dst, frameLayout)
	dst = appendNumbers(dst, number)
	before := uint32(0)
	for i, ref := range l.refs {
		delta := int64(ref) - int64(before)
		dst = appendNumbers(dst, uint64(delta<<1^delta>>63)<<3|uint64(l.kinds[i]))
		before = ref
	}
	return dst
}

func readLayout(frame []byte) (l *layout, number uint64, err error) {
	r := wireReader{rest: frame[1:]}
	number = r.number()
	l = &layout{}
	before := int64(0)
	for r.more() {
		v := r.number()
		zigzag := v >> 3
		before += int64(zigzag>>1) ^ -int64(zigzag&1)
		kind := metrics.Kind(v & 7)
		if kind == 0 || before <= 0 || before > math.MaxUint32 {
			return nil, 0, errFrame
		}
		l.refs, l.kinds = append(l.refs, uint32(before)), append(l.kinds, kind)
	}
	return l, number, r.err()
}

// append makes the frame of a sample. Gauges and texts that are as in the base, an earlier row of the same layout, are
// left out like all else that did nothing; without a base they are all there.
func (r *row) append(dst []byte, layout uint64, base *row) []byte {
	baseSlot := uint64(0)
	if base != nil {
		baseSlot = base.slot + 1
	}
	dst = append(dst, frameSample)
	dst = appendNumbers(dst, r.slot, r.span, layout, baseSlot)
	quiet := uint64(0)
	for i := range r.cells {
		if r.quiet(i, base) {
			quiet++
			continue
		}
		dst = appendNumbers(dst, quiet)
		dst = r.appendCell(dst, i, base)
		quiet = 0
	}
	return dst
}

// quiet reports whether a cell can be left out.
func (r *row) quiet(i int, base *row) bool {
	switch r.layout.kinds[i] {
	case metrics.KindGauge:
		return base != nil && base.cells[i] == r.cells[i]
	case metrics.KindText:
		return base != nil && base.text(i) == r.text(i) || base == nil && r.cells[i] == nothing
	}
	return r.cells[i] == nothing
}

func (r *row) text(i int) string {
	if v := r.cells[i]; v != nothing {
		return r.texts[v-1]
	}
	return ""
}

func (r *row) appendCell(dst []byte, i int, base *row) []byte {
	v := r.cells[i]
	switch r.layout.kinds[i] {
	case metrics.KindCounter, metrics.KindMeter:
		return appendNumbers(dst, v)
	case metrics.KindGauge:
		if base != nil {
			v ^= base.cells[i]
		}
		return appendNumbers(dst, bits.ReverseBytes64(v)) // floats end in zeros more often than they begin with them
	case metrics.KindText:
		return appendString(dst, r.text(i))
	}
	return appendString(dst, r.block(i))
}

// block returns the block of a cell that has one. It ends where the next one begins.
func (r *row) block(i int) []byte {
	begin := r.cells[i] - 1
	for k := i + 1; k < len(r.cells); k++ {
		switch r.layout.kinds[k] {
		case metrics.KindTimer, metrics.KindHistogram, metrics.KindState:
			if end := r.cells[k]; end != nothing {
				return r.blob[begin : end-1]
			}
		}
	}
	return r.blob[begin:]
}

// readSample reads a sample of a layout. Its base must be the row before.
func readSample(frame []byte, l *layout, number uint64, base *row, d *column.Decoder) (*row, error) {
	r := wireReader{rest: frame[1:]}
	slot, span, layout, baseSlot := r.below(maxTime), r.below(maxTime), r.number(), r.number()
	if r.bad || span == 0 || l == nil || layout != number {
		return nil, errFrame
	}
	if baseSlot == 0 {
		base = nil
	} else if base == nil || base.layout != l || base.slot+1 != baseSlot {
		return nil, errFrame
	}
	out := newRow(slot, span, l, len(r.rest))
	for r.more() {
		for quiet := r.below(uint64(len(l.refs)-len(out.cells)) + 1); quiet > 0; quiet-- {
			out.repeat(base)
		}
		if len(out.cells) == len(l.refs) {
			break // more than a quiet rest, which is not written
		}
		out.read(&r, base, d)
	}
	for len(out.cells) < len(l.refs) {
		out.repeat(base)
	}
	return out, r.err()
}

// repeat adds the cell of a series that is as in the base.
func (r *row) repeat(base *row) {
	i := len(r.cells)
	switch kind := r.layout.kinds[i]; {
	case base != nil && kind == metrics.KindGauge:
		r.cells = append(r.cells, base.cells[i])
	case base != nil && kind == metrics.KindText:
		r.putText(base.text(i))
	default:
		r.idle()
	}
}

func (r *row) putText(s string) {
	if s == "" {
		r.idle()
		return
	}
	r.texts = append(r.texts, s)
	r.cells = append(r.cells, uint64(len(r.texts)))
}

// sound reports whether a block of one cell is what put makes.
func sound(block []byte, kind metrics.Kind, span uint64, d *column.Decoder) bool {
	if kind == metrics.KindTimer || kind == metrics.KindHistogram {
		var c column.Cell
		rest, err := d.Loose(block, &c)
		return err == nil && len(rest) == 0
	}
	return column.Kind(block) == kind && d.Each(block, 1, span, func(int, *column.Cell) bool { return true }) == nil
}

// read adds the cell of the next series.
func (r *row) read(w *wireReader, base *row, d *column.Decoder) {
	i := len(r.cells)
	switch kind := r.layout.kinds[i]; kind {
	case metrics.KindCounter, metrics.KindMeter:
		r.cells = append(r.cells, w.number())
	case metrics.KindGauge:
		v := bits.ReverseBytes64(w.number())
		if base != nil {
			v ^= base.cells[i]
		}
		r.cells = append(r.cells, v)
	case metrics.KindText:
		r.putText(w.string())
	default:
		block := w.bytes()
		if !sound(block, kind, r.span, d) {
			w.bad = true
		}
		r.cells = append(r.cells, uint64(len(r.blob))+1)
		r.blob = append(r.blob, block...)
	}
}
