package history

import "github.com/binnacle-go/metrics"

func (t *track) append(dst []byte) []byte {
	dst = appendNumbers(dst, uint64(t.ref), uint64(t.kind), t.seen)
	dst = appendString(appendString(appendString(dst, t.name), t.unit), t.help)
	dst = appendNumbers(dst, uint64(len(t.labels)))
	for _, l := range t.labels {
		dst = appendString(appendString(dst, l.Key), l.Value)
	}
	return dst
}

func readTrack(r *wireReader) *track {
	t := &track{ref: uint32(r.below(1 << 32)), kind: metrics.Kind(r.below(uint64(metrics.KindText) + 1)), seen: r.below(maxTime)}
	t.name, t.unit, t.help = r.string(), r.string(), r.string()
	n := r.below(uint64(len(r.rest)) + 1) // a label takes more than a byte
	for i := uint64(0); i < n && !r.bad; i++ {
		t.labels = append(t.labels, metrics.Label{Key: r.string(), Value: r.string()})
	}
	if t.ref == 0 || t.kind == 0 {
		r.bad = true
	}
	return t
}

// appendTracks makes frames of tracks, none much longer than size bytes, and calls yield with each until it returns
// false. A frame lasts until yield returns.
func appendTracks(tracks []*track, size int, yield func(frame []byte) bool) bool {
	var b []byte
	for i, t := range tracks {
		if len(b) == 0 {
			b = append(b, frameTracks)
		}
		b = t.append(b)
		if len(b) >= size || i == len(tracks)-1 {
			if !yield(b) {
				return false
			}
			b = b[:0]
		}
	}
	return true
}
