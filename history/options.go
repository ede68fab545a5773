package history

import (
	"cmp"
	"slices"
	"time"
)

// Options configure a Store. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Resolutions are the steps at which the past is kept, and for how long. The finest step is the sampling
	// interval; the others are rounded up to multiples of it. Default: 1 s for 5 minutes and 10 s for 1 hour.
	Resolutions []Resolution
}

// A Resolution keeps slots of one Step for the time Keep.
type Resolution struct{ Step, Keep time.Duration }

var defaultResolutions = []Resolution{
	{Step: time.Second, Keep: 5 * time.Minute},
	{Step: 10 * time.Second, Keep: time.Hour},
}

// minStep keeps a mistaken step from turning the sampler into a busy loop.
const minStep = 10 * time.Millisecond

// resolutions returns the usable resolutions, the finest first.
func (o *Options) resolutions() []Resolution {
	var out []Resolution
	if o != nil {
		out = slices.DeleteFunc(slices.Clone(o.Resolutions), func(r Resolution) bool { return r.Step <= 0 || r.Keep <= 0 })
	}
	if len(out) == 0 {
		out = slices.Clone(defaultResolutions)
	}
	slices.SortFunc(out, func(a, b Resolution) int { return cmp.Compare(a.Step, b.Step) })
	out[0].Step = max(out[0].Step, minStep)
	for i := range out {
		out[i].Step = roundUp(out[i].Step, out[0].Step)
		out[i].Keep = max(roundUp(out[i].Keep, out[i].Step), 2*out[i].Step)
	}
	return out
}

func roundUp(d, multiple time.Duration) time.Duration {
	return (d + multiple - 1) / multiple * multiple
}
