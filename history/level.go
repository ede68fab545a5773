package history

import "time"

// A level is one resolution of an archive.
type level struct {
	Resolution
	ratio    uint64 // samples' steps in one of its slots
	per      uint64 // slots of the level before in one of its slots
	maxSlots uint64 // in a page
	wide     uint   // distributions have at most 2^wide buckets in a power of two
	narrow   bool   // there is so little room that they get the widest buckets at once
	pages    []*page
}

// pageSlots is how many slots are compressed together: more would save little.
const pageSlots = 60

// wides are the widths of the buckets in which the resolutions keep distributions: all there are, then 32 and 16 in
// each power of two, for quantiles within 1.6 % and 3.2 %.
var wides = []uint{wholeWide, 5, 4}

func newLevels(resolutions []Resolution) []level {
	out := make([]level, len(resolutions))
	for i, r := range resolutions {
		out[i] = level{
			Resolution: r, ratio: uint64(r.Step / resolutions[0].Step), per: 1,
			maxSlots: min(max(uint64(r.Keep/r.Step)/4, 1), pageSlots), wide: wides[min(i, len(wides)-1)],
		}
		if i > 0 {
			out[i].per = uint64(r.Step / resolutions[i-1].Step)
		}
	}
	return out
}

// width is that of the buckets of pages that are made for the level.
func (l *level) width() uint {
	if l.narrow {
		return narrowest
	}
	return l.wide
}

// slotOf is the number of the step that a time lies in.
func slotOf(t time.Time, step time.Duration) uint64 {
	return uint64(max(t.UnixNano(), 0)) / uint64(step)
}

// timeOf is when a slot begins.
func timeOf(slot uint64, step time.Duration) time.Time {
	return time.Unix(0, int64(slot)*int64(step))
}
