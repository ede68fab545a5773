package mirror

// fineness is how many steps the lowest bucket has, for lower ones may follow. Above it there is room for a billion
// times its value.
const fineness = 1 << 16

// Resolution returns a resolution for a histogram of a unit and with buckets like these: a nanosecond, a byte, or else
// a small part of the lowest bucket above zero. It is 0 as long as there is none to tell.
func Resolution(unit string, buckets []Bucket) float64 {
	for _, b := range buckets {
		switch {
		case unit == "s":
			return 1e-9
		case unit == "By":
			return 1
		case b.Value > 0:
			return b.Value / fineness
		}
	}
	return 0
}
