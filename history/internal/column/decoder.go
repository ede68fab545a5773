package column

import (
	"errors"

	"github.com/binnacle-go/metrics"
)

// A Decoder reads columns. Its room is used again; the zero Decoder is ready. It is not safe for concurrent use.
type Decoder struct {
	// Arena is where spreads are put; nil keeps each until the next one is read.
	Arena *Arena

	bits    bitReader
	cells   []Cell
	known   []*Cell
	slots   []int // of the known cells
	list    []uint64
	spreads spreadReader
	latest  Arena // has the latest spread if there is no Arena
}

// errBlock is all that is said of a block that no Encoder wrote: which bit is wrong helps nobody.
var errBlock = errors.New("history: a block of a column is damaged")

// Kind returns the kind of series that a block is of.
func Kind(block []byte) metrics.Kind {
	if len(block) == 0 {
		return 0
	}
	return metrics.Kind(block[0] >> 5)
}

// Each decodes a block of n slots and calls yield for the cells that are known, in rising order of their slots, until
// it returns false. The spreads of timers and histograms are valid as long as the Arena; without one yield must be done
// with them when it returns.
func (d *Decoder) Each(block []byte, n int, usual uint64, yield func(slot int, c *Cell) bool) error {
	d.bits = bitReader{in: block}
	kind := metrics.Kind(d.bits.get(3))
	d.readKnown(n)
	d.readSpans(usual)
	if d.bits.bad {
		return errBlock
	}
	switch kind {
	case metrics.KindCounter, metrics.KindMeter:
		d.counts()
	case metrics.KindGauge:
		d.gauges(d.known)
	case metrics.KindState:
		readStates(&d.bits, d.known)
	case metrics.KindText:
		readTexts(&d.bits, d.known)
	case metrics.KindTimer, metrics.KindHistogram:
		return d.eachSpread(yield)
	default:
		return errBlock
	}
	if d.bits.bad {
		return errBlock
	}
	for i, c := range d.known {
		if !yield(d.slots[i], c) {
			break
		}
	}
	return nil
}

// Known returns how many cells of a block of n slots are known.
func (d *Decoder) Known(block []byte, n int) int {
	d.bits = bitReader{in: block}
	d.bits.get(3)
	if d.bits.flag() {
		return n
	}
	known := 0
	for i, is := 0, true; i < n && !d.bits.bad; is = !is {
		run := int(min(d.bits.gamma()-1, uint64(n-i)))
		if i += run; is {
			known += run
		}
	}
	return known
}

func (d *Decoder) readKnown(n int) {
	if cap(d.cells) < n {
		d.cells = make([]Cell, n)
	}
	d.cells = d.cells[:n]
	d.known, d.slots = d.known[:0], d.slots[:0]
	all, known := d.bits.flag(), true
	for i := 0; i < n && !d.bits.bad; known = !known {
		run := n
		if !all {
			run = int(min(d.bits.gamma()-1, uint64(n-i)))
		}
		for ; run > 0; run-- {
			if known {
				d.cells[i] = Cell{}
				d.known, d.slots = append(d.known, &d.cells[i]), append(d.slots, i)
			}
			i++
		}
	}
}

func (d *Decoder) readSpans(usual uint64) {
	for _, c := range d.known {
		c.Span = usual
	}
	others := d.bits.gamma() - 1
	next := uint64(0)
	for ; others > 0 && !d.bits.bad; others-- {
		at := d.bits.gamma() - 1
		if at >= uint64(len(d.known))-min(next, uint64(len(d.known))) {
			d.bits.bad = true
			return
		}
		next += at + 1
		d.known[next-1].Span = max(d.bits.gamma(), 1)
	}
}

func (d *Decoder) counts() {
	d.list = d.bits.integers(d.list[:0], len(d.known))
	if d.bits.bad {
		return
	}
	for i, c := range d.known {
		c.Count = d.list[i]
	}
}

// arena returns where the next spread is put.
func (d *Decoder) arena() *Arena {
	if d.Arena != nil {
		return d.Arena
	}
	d.latest.Reset()
	return &d.latest
}

func (d *Decoder) eachSpread(yield func(slot int, c *Cell) bool) error {
	shape, wide := d.shape()
	if d.bits.bad || wide > maxWide {
		return errBlock
	}
	d.spreads.begin(int(shape.Digits), wide)
	for i, c := range d.known {
		d.errors(c)
		d.spreads.arena = d.arena()
		c.Spread = d.spreads.read(&d.bits, shape)
		c.Count = d.spreads.n
		if d.bits.bad {
			return errBlock
		}
		if !yield(d.slots[i], c) {
			break
		}
	}
	return nil
}
