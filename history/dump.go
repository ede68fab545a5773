package history

import (
	"cmp"
	"iter"
	"maps"
	"slices"
)

const (
	// trackFrame is how long the frames of tracks get.
	trackFrame = 256 << 10
	// copies is how often a black box says which series it is of: without that all else in it would be lost.
	copies = 2
)

// dump returns the frames of all that is kept: what restore makes the same history of. The last layout is that of the
// latest sample, under the given number. A frame lasts until the next one is asked for.
func (a *archive) dump(latest *layout, number uint64) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var b []byte
		h := a.head()
		if len(a.rows) > 0 {
			h.next = a.rows[0].slot
		}
		tracks := slices.SortedFunc(maps.Values(a.dict.byRef), func(a, b *track) int { return cmp.Compare(a.ref, b.ref) })
		for range copies {
			if b = h.append(b[:0]); !yield(b) || !appendTracks(tracks, trackFrame, yield) {
				return
			}
		}
		for i := len(a.levels) - 1; i >= 0; i-- {
			for _, p := range a.levels[i].pages {
				if b = p.append(b[:0], a.levels[i].Step); !yield(b) {
					return
				}
			}
		}
		a.dumpRows(b, latest, number, yield)
	}
}

// dumpRows yields the newest samples and their layouts.
func (a *archive) dumpRows(b []byte, latest *layout, number uint64, yield func([]byte) bool) {
	var base *row
	for _, r := range a.rows {
		if base == nil || base.layout != r.layout {
			base = nil
			if b = r.layout.append(b[:0], number); !yield(b) {
				return
			}
		}
		if b = r.append(b[:0], number, base); !yield(b) {
			return
		}
		base = r
	}
	if base == nil || base.layout != latest {
		yield(latest.append(b[:0], number))
	}
}
