package exposition

import (
	"math"
	"slices"
)

// Options configure an [Encoder]. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Buckets returns the upper bounds of the buckets for a timer or histogram, by its full path and its unit as it
	// was registered; a timer's is "s". Nil stands for the default. The same arguments must give the same bounds,
	// in every instance of a program whose buckets are to be added up. Bounds that are negative or not finite are
	// left out; the bucket of all observations is added. Default: DefaultBuckets of the unit.
	Buckets func(name, unit string) []float64
}

// Boundaries never depend on the data: they are the same over time and in all instances.
var (
	bucketsSeconds = []float64{
		100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3,
		0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100,
	}
	bucketsBytes = []float64{
		64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 64 << 20, 256 << 20, 1 << 30,
	}
	bucketsRatio = []float64{
		0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
		1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000,
	}
	bucketsCount = []float64{
		1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 10e3, 25e3, 50e3, 100e3, 250e3, 500e3, 1e6,
	}
)

// DefaultBuckets returns the upper bounds used for a unit unless [Options] say otherwise: for "s" steps of
// 1-2.5-5 from 100 µs to 100 s; for "By" powers of four from 64 bytes to 1 GiB; for "1" steps of 1-2.5-5 from
// 0.001 to 1000, which suits ratios and small numbers; for all else such steps from 1 to a million.
func DefaultBuckets(unit string) []float64 {
	switch unit {
	case "s":
		return slices.Clone(bucketsSeconds)
	case "By":
		return slices.Clone(bucketsBytes)
	case "1":
		return slices.Clone(bucketsRatio)
	}
	return slices.Clone(bucketsCount)
}

// bounds returns the finite bounds for a series, ascending and without doubles.
func (o *Options) bounds(name, unit string) []float64 {
	var b []float64
	if o.Buckets != nil {
		b = slices.Clone(o.Buckets(name, unit))
	}
	if b == nil {
		return DefaultBuckets(unit)
	}
	b = slices.DeleteFunc(b, func(v float64) bool { return !(v >= 0) || math.IsInf(v, 1) })
	slices.Sort(b)
	return slices.Compact(b)
}
