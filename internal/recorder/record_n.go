package recorder

// RecordN counts v n times, at the cost of one. It suits counts that were made elsewhere; what Record says of
// values beyond the range holds.
func (r *Recorder) RecordN(v int64, n uint64) {
	if n == 0 {
		return
	}
	if uint64(v) > Max {
		v = r.clamp(v, n)
	}
	// The extremes come before the count, as in Record.
	lower(&r.min, v)
	raise(&r.max, v)
	page, i := place(uint64(v), uint(r.halfBits))
	r.add(&r.pages, page, i, n)
}
