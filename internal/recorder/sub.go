package recorder

import "slices"

// Sub returns what is in c beyond an earlier state of the same counts.
func (c *Counts) Sub(earlier *Counts) *Counts {
	if c == nil || earlier == nil || c.digits != earlier.digits {
		return c
	}
	if c.total == earlier.total {
		return nil // counts never fall
	}
	return compact(c.digits, func(out *Counts) {
		out.index, out.count = c.AppendSub(earlier, out.index, out.count)
		for _, n := range out.count {
			out.total += n
		}
	})
}

// AppendSub appends to index and count what is in c beyond an earlier state of the same counts, which may be nil: buckets,
// rising, and their counts, none of them zero.
func (c *Counts) AppendSub(earlier *Counts, index []uint16, count []uint64) ([]uint16, []uint64) {
	out := Counts{index: index, count: count}
	switch {
	case c == nil || c == earlier:
	case earlier == nil:
		c.pushAll(&out)
	case c.since != 0 && c.since == earlier.number:
		return c.appendGrown(index, count)
	case c.pages != 0 && c.pages == earlier.pages:
		c.pushGrown(earlier.dense(), &out)
	default:
		c.pushBeyond(earlier, &out)
	}
	return out.index, out.count
}

// appendGrown appends what has grown since the reading before.
func (c *Counts) appendGrown(index []uint16, count []uint64) ([]uint16, []uint64) {
	n, first := len(index), c.firstCells()
	halfBits := geometryFor(c.digits).halfBits & 63
	index, count = slices.Grow(index, len(c.grown)), slices.Grow(count, len(c.grown))
	index, count = index[:n+len(c.grown)], count[:n+len(c.grown)]
	before := -1
	for _, g := range c.grown {
		if g.cell() == before { // one growth does not hold it
			count[n-1] += uint64(g.by())
			continue
		}
		before = g.cell()
		index[n], count[n] = first[before>>halfBits&63]+uint16(before), uint64(g.by())
		n++
	}
	return index[:n], count[:n]
}

// pushGrown compares dense counts that have the same pages. It first finds the pairs of cells that have grown, and then
// the cells; both write all that they look at and keep what has grown, which spares branches that no processor can predict.
func (c *Counts) pushGrown(before []uint32, out *Counts) {
	var room [largestPage / 2]uint16
	for p := range c.eachPage {
		then := before[:len(p.cells)]
		before = before[len(p.cells):]
		if grown := differing(pairs(p.cells), pairs(then), &room); len(grown) > 0 {
			out.pushPairs(&p, then, grown)
		}
	}
}

// differing returns the places at which two pages differ. It looks at four at a time first, of which mostly none does. Pages
// have a multiple of four pairs.
func differing(a, b []uint64, room *[largestPage / 2]uint16) []uint16 {
	var n uint
	for i := 0; i+4 <= len(a) && i+4 <= len(b); i += 4 {
		x, y := (*[4]uint64)(a[i:]), (*[4]uint64)(b[i:])
		if (x[0]^y[0])|(x[1]^y[1])|(x[2]^y[2])|(x[3]^y[3]) == 0 {
			continue
		}
		for k := range x {
			room[n%uint(len(room))] = uint16(i + k)
			if x[k] != y[k] {
				n++
			}
		}
	}
	return room[:n]
}

// pushPairs pushes by how much the cells of some pairs have grown.
func (c *Counts) pushPairs(p *densePage, then []uint32, grown []uint16) {
	c.index, c.count = slices.Grow(c.index, 2*len(grown)), slices.Grow(c.count, 2*len(grown))
	index, count := c.index[len(c.index):][:2*len(grown)], c.count[len(c.count):][:2*len(grown)]
	kept := 0
	for _, pair := range grown {
		for i := 2 * int(pair); i < 2*int(pair)+2; i++ {
			n := p.cells[i] - min(then[i], p.cells[i])
			index[kept], count[kept] = uint16(p.first+i), uint64(n)
			c.total += uint64(n)
			if n > 0 {
				kept++
			}
		}
	}
	c.index, c.count = c.index[:len(c.index)+kept], c.count[:len(c.count)+kept]
}

// pushBeyond compares counts of any form.
func (c *Counts) pushBeyond(earlier *Counts, out *Counts) {
	before, then := earlier.Parts()
	for index, n := range c.all {
		for len(before) > 0 && before[0] < index {
			before, then = before[1:], then[1:]
		}
		if len(before) > 0 && before[0] == index {
			n -= min(then[0], n)
		}
		if n > 0 {
			out.push(index, n)
		}
	}
}
