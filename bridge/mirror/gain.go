package mirror

// gain returns what buckets gained since they were as before, one number for each, and whether nothing has fallen.
// Neighbours may have been joined in between: then the bucket of both has gained what they did together.
func gain(buckets, before []Bucket) (gained []uint64, ok bool) {
	gained = make([]uint64, len(buckets))
	for i, b := range buckets {
		had := uint64(0)
		for len(before) > 0 && before[0].High <= b.High {
			if before[0].Count > 0 && before[0].Low < b.Low {
				return nil, false
			}
			had += before[0].Count
			before = before[1:]
		}
		if had > b.Count {
			return nil, false
		}
		gained[i] = b.Count - had
	}
	for _, b := range before {
		if b.Count > 0 {
			return nil, false
		}
	}
	return gained, true
}
