package history

import (
	"cmp"
	"slices"
	"time"
)

// Options configure a Store. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Resolutions are the steps at which the past is kept, and for how long at least. The finest step is the sampling
	// interval; each other one is rounded up to a multiple of the one before. What leaves a resolution goes on in the
	// next one. Default: 1 s for 5 minutes, 10 s for 1 hour, and 1 min for 24 hours.
	Resolutions []Resolution
	// MaxBytes bounds the memory in which the past is kept, however many series there are. When it is full, the oldest
	// distributions are kept in wider buckets, then the oldest slots are dropped; series that do not find room are
	// left out. [Store.Stats] counts all of that. The two latest snapshots and some working memory come on top: half of
	// MaxBytes at most while [Store.Since] is asked again and again.
	// Default: 32 MiB; at least 16 KiB.
	MaxBytes int
	// Path names a file, a black box, that holds the history too: it survives the sudden end of the program, and the
	// next Store on it goes on from there. The directory must exist, and each process needs a file of its own. It gets
	// about twice as large as MaxBytes, and needs half as much again while it is compacted. A file that cannot be
	// written is no reason to stop: see [Stats]. One that cannot be opened, because the program before has not ended
	// yet, is tried again. A damaged file is set aside as PATH.damaged-TIME, of which the three newest are kept, and
	// its intact part goes on. Read one with [Open]. Default: no file.
	Path string
	// Sync waits after each sample until the disk has it, so that it survives a power failure too.
	Sync bool
}

// A Resolution keeps slots of one Step for the time Keep.
type Resolution struct{ Step, Keep time.Duration }

var defaultResolutions = []Resolution{
	{Step: time.Second, Keep: 5 * time.Minute},
	{Step: 10 * time.Second, Keep: time.Hour},
	{Step: time.Minute, Keep: 24 * time.Hour},
}

const (
	// minStep keeps a mistaken step from turning the sampler into a busy loop.
	minStep = 10 * time.Millisecond

	defaultMaxBytes = 32 << 20
	minMaxBytes     = 16 << 10
)

func (o *Options) maxBytes() int {
	if o == nil || o.MaxBytes <= 0 {
		return defaultMaxBytes
	}
	return max(o.MaxBytes, minMaxBytes)
}

// resolutions returns the usable resolutions, the finest first. A coarser one that keeps no longer is of no use.
func (o *Options) resolutions() []Resolution {
	var all []Resolution
	if o != nil {
		all = slices.DeleteFunc(slices.Clone(o.Resolutions), func(r Resolution) bool { return r.Step <= 0 || r.Keep <= 0 })
	}
	if len(all) == 0 {
		all = slices.Clone(defaultResolutions)
	}
	slices.SortStableFunc(all, func(a, b Resolution) int { return cmp.Compare(a.Step, b.Step) })
	before := Resolution{Step: max(all[0].Step, minStep)}
	out := all[:0]
	for _, r := range all {
		r.Step = roundUp(max(r.Step, minStep), before.Step)
		r.Keep = max(roundUp(r.Keep, r.Step), 2*r.Step)
		switch {
		case len(out) > 0 && r.Step == before.Step:
			out[len(out)-1].Keep = max(before.Keep, r.Keep)
		case len(out) == 0 || r.Keep > before.Keep:
			out = append(out, r)
		}
		before = out[len(out)-1]
	}
	return out
}

func roundUp(d, multiple time.Duration) time.Duration {
	return (d + multiple - 1) / multiple * multiple
}
