package mirror

import (
	"fmt"
	"math"

	"github.com/binnacle-go/metrics"
)

// shown is a series of the source with the instrument that shows it.
type shown struct {
	Series // as it was read last

	counter   *metrics.Counter
	gauge     *metrics.Gauge
	text      *metrics.Text
	histogram *metrics.Histogram
}

// register makes the instrument. Who has made another one of that name gets an error, not a panic.
func (s *shown) register(scope *metrics.Scope) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%q is not shown: %v", s.Name, p)
		}
	}()
	switch s.Kind {
	case metrics.KindCounter:
		s.counter = scope.Counter(s.Name, s.options()...)
	case metrics.KindGauge:
		s.gauge = scope.Gauge(s.Name, s.options()...)
	case metrics.KindText:
		s.text = scope.Text(s.Name, s.options()...)
	case metrics.KindHistogram:
		s.histogram = scope.Histogram(s.Name, s.options()...)
	default:
		return fmt.Errorf("%q is not shown: its kind is a %v, want a counter, gauge, text or histogram", s.Name, s.Kind)
	}
	return nil
}

// goesOn reports whether a reading follows on the last one, with nothing that has fallen.
func (s *shown) goesOn(now *Series) bool {
	if now.Count < s.Count {
		return false
	}
	_, ok := gain(now.Buckets, s.Buckets)
	return ok
}

// set brings the instrument up to date with a reading that goes on from the last one.
func (s *shown) set(now *Series) {
	switch s.Kind {
	case metrics.KindCounter:
		s.counter.Add(now.Count - s.Count)
	case metrics.KindGauge:
		s.gauge.Set(now.Value)
	case metrics.KindText:
		s.text.Set(now.Text)
	case metrics.KindHistogram:
		gained, _ := gain(now.Buckets, s.Buckets)
		for i, n := range gained {
			s.histogram.ObserveN(now.Buckets[i].Value, n)
		}
	}
	s.Count, s.Value, s.Text, s.Buckets = now.Count, now.Value, now.Text, now.Buckets
}

// empty takes the present value away, for the snapshot under way has the series even if it is closed now.
func (s *shown) empty() {
	switch s.Kind {
	case metrics.KindGauge:
		s.gauge.Set(math.NaN())
	case metrics.KindText:
		s.text.Set("")
	}
}
