package column

// gaugeWriter writes the values of a gauge, with room that is used again.
type gaugeWriter struct {
	integers integers
	values   []float64
	list     []uint64
	other    []uint64
}

// put writes the last, least and greatest values of the known cells.
func (g *gaugeWriter) put(w *bitWriter, cells []*Cell) {
	g.values = g.values[:0]
	single := true
	for _, c := range cells {
		g.values = append(g.values, c.Last)
		single = single && same(c.Min, c.Last) && same(c.Max, c.Last)
	}
	if !single {
		for _, c := range cells {
			g.values = append(g.values, c.Min, c.Max)
		}
	}
	e, whole := exponent(g.values)
	w.flag(single)
	w.flag(whole)
	if !whole {
		g.putFloats(w, cells, single)
		return
	}
	w.put(uint64(e), 3)
	g.putIntegers(w, cells, func(c *Cell) uint64 { return scaled(c.Last, e) })
	if !single {
		g.putExtreme(w, cells, func(c *Cell) (extreme, last uint64) { return scaled(c.Min, e), scaled(c.Last, e) })
		g.putExtreme(w, cells, func(c *Cell) (extreme, last uint64) { return scaled(c.Max, e), scaled(c.Last, e) })
	}
}

// putExtreme writes the extremes of the cells as they are, which is shorter where values are noise, or as differences from
// the last values, which is where they move slowly.
func (g *gaugeWriter) putExtreme(w *bitWriter, cells []*Cell, of func(*Cell) (extreme, last uint64)) {
	g.list, g.other = g.list[:0], g.other[:0]
	for _, c := range cells {
		extreme, last := of(c)
		g.list, g.other = append(g.list, extreme), append(g.other, extreme-last)
	}
	alone := g.integers.size(g.list) < g.integers.size(g.other)
	w.flag(alone)
	if alone {
		g.integers.put(w, g.list)
	} else {
		g.integers.put(w, g.other)
	}
}

// same tells two values apart as bits do, so that what is absent equals itself.
func same(a, b float64) bool { return a == b || a != a && b != b }

func (g *gaugeWriter) putIntegers(w *bitWriter, cells []*Cell, of func(*Cell) uint64) {
	g.list = g.list[:0]
	for _, c := range cells {
		g.list = append(g.list, of(c))
	}
	g.integers.put(w, g.list)
}

func (g *gaugeWriter) putFloats(w *bitWriter, cells []*Cell, single bool) {
	var last, low, high xor
	before := 0.0
	for _, c := range cells {
		last.put(w, c.Last, before)
		if !single {
			low.put(w, c.Min, c.Last)
			high.put(w, c.Max, c.Last)
		}
		before = c.Last
	}
}

// gauges reads the values of the known cells.
func (d *Decoder) gauges(cells []*Cell) {
	r := &d.bits
	single, whole := r.flag(), r.flag()
	if !whole {
		readFloats(r, cells, single)
		return
	}
	e := int(r.get(3))
	if e > maxExponent {
		r.bad = true
		return
	}
	n := len(cells)
	d.list = r.integers(d.list[:0], n)
	if !single {
		d.readExtreme(n)
		d.readExtreme(n)
	}
	if r.bad {
		return
	}
	for i, c := range cells {
		c.Gauge(unscaled(d.list[i], e))
		if !single {
			c.Min, c.Max = unscaled(d.list[n+i], e), unscaled(d.list[2*n+i], e)
		}
	}
}

// readExtreme appends n extremes to the list, which begins with as many last values.
func (d *Decoder) readExtreme(n int) {
	alone, begin := d.bits.flag(), len(d.list)
	d.list = d.bits.integers(d.list, n)
	if alone || d.bits.bad {
		return
	}
	for i := range n {
		d.list[begin+i] += d.list[i]
	}
}

func readFloats(r *bitReader, cells []*Cell, single bool) {
	var last, low, high xor
	before := 0.0
	for _, c := range cells {
		before = last.get(r, before)
		c.Gauge(before)
		if !single {
			c.Min, c.Max = low.get(r, before), high.get(r, before)
		}
	}
}
