package recorder

// RecordN counts v n times, at the cost of one. It suits counts that were made elsewhere; what Record says of
// values beyond the range holds.
func (r *Recorder) RecordN(v int64, n uint64) {
	switch {
	case n == 0:
		return
	case v < 0:
		r.low.Add(n)
		v = 0
	case v > Max:
		r.high.Add(n)
		v = Max
	}
	// The extremes come before the count, as in Record.
	lower(&r.min, v)
	raise(&r.max, v)
	i := r.geometry.index(uint64(v))
	p := r.pages[i>>pageBits].Load()
	if p == nil {
		p = r.addPage(i >> pageBits)
	}
	p[i&(pageSize-1)].Add(n)
}
