package statsd

import (
	"strconv"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/decimal"
	"github.com/binnacle-go/metrics/internal/names"
)

// samples sends observations. Where there are too many, the sorted observations are taken in groups of equal size,
// and the middle one of each stands for its group, with the group's size as its sample rate. So servers that weigh
// samples by their rate and those that do not (Etsy's takes it only for the count) come to the same quantiles.
func (e *encoder) samples(name names.Name, s *metrics.Series) {
	total := s.Dist.Count()
	size := groupSize(total, uint64(e.options.Samples))
	scale, kind := 1.0, "|ms"
	if e.options.Dialect == DogStatsD {
		kind = "|d"
	} else if s.Kind == metrics.KindTimer {
		scale = 1000 // StatsD's timers are in milliseconds
	}
	resolution, lowest, highest := s.Dist.Resolution(), s.Dist.Min(), s.Dist.Max()
	var first, passed uint64 // the first observation of the group; those in the buckets so far
	s.Dist.Buckets(func(low, high float64, n uint64) bool {
		passed += n
		for first < total {
			group := weight(min(size, total-first))
			if first+(group-1)/2 >= passed {
				break
			}
			middle := low + (high-resolution-low)/2 // of the values that the bucket can hold
			e.sample(name, min(max(middle, lowest), highest)*scale, kind, group)
			first += group
		}
		return first < total
	})
}

func (e *encoder) sample(name names.Name, v float64, kind string, group uint64) {
	e.start(name, "")
	e.batch.Body = append(decimal.Append(e.batch.Body, v), kind...)
	if group > 1 {
		e.batch.Body = append(e.batch.Body, "|@"...)
		// Etsy's server knows no exponents in rates.
		e.batch.Body = strconv.AppendFloat(e.batch.Body, 1/float64(group), 'f', -1, 64)
	}
	e.finish(name, "")
	e.batch.Points++
}

// groupSize returns how many observations one sample has to stand for.
func groupSize(total, samples uint64) uint64 {
	size := max((total+samples-1)/samples, 1)
	for weight(size) != size {
		size++
	}
	return size
}

// weight returns the largest number up to n whose rate servers turn back into it, as 1/(1/49) for instance is below 49
// and some cut off what is behind the point.
func weight(n uint64) uint64 {
	for 1/(1/float64(n)) != float64(n) {
		n--
	}
	return n
}
