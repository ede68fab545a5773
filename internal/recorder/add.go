package recorder

// Add counts everything that a Recorder of the same digits held.
func (r *Recorder) Add(x Reading) {
	r.low.Add(x.Low)
	r.high.Add(x.High)
	if x.Counts == nil {
		return
	}
	// The extremes come before the counts, as in Record.
	lower(&r.min, x.Min)
	raise(&r.max, x.Max)
	for index, n := range x.Counts.all {
		r.add(&r.pages, uint(index)>>r.halfBits, uint(index)&(1<<r.halfBits-1), n)
	}
}
