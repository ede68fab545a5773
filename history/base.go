package history

import "time"

// reader answers questions about an archive; it is what Store and File have in common.
type reader struct {
	archive *archive
	step    time.Duration // from sample to sample
	longest time.Duration // that Since is asked for
	now     current
	windows windows
}

func (r *reader) init(a *archive) {
	r.archive, r.step, r.longest = a, a.levels[0].Step, 2*a.levels[len(a.levels)-1].Keep
}

// Latest returns the newest sample.
func (r *reader) Latest() Tick { return r.now.Load().tick() }
