package view

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

const (
	sparkTime  = 5 * time.Minute // of a page that was asked for no range
	sparkSlots = 60              // more would be less than two pixels wide
)

// slots are the places of a sparkline. The last one lasts until its end has come; what it shows until then is the
// mean of the present, which becomes that of the whole place just when it ends.
type slots struct {
	step    time.Duration // from sample to sample
	length  time.Duration
	samples uint64 // that one slot covers
	count   int
	last    uint64 // number of the slot in which the latest sample lies
	end     time.Time
}

// slotsOf asks the reader how finely it can tell the past. The first slot of the range is mostly over already, and no
// reason to tell all of it more coarsely.
func slotsOf(r history.Reader, tick history.Tick, span time.Duration) slots {
	span = positive(span, sparkTime)
	at, want := tick.Total.Time, max(span/sparkSlots, time.Nanosecond)
	finest := positive(r.Range("", nil, at.Add(-want), at, 0).Step, time.Second)
	length := positive(r.Range("", nil, at.Add(want-span), at, want).Step, want)
	s := slots{
		step:    finest,
		length:  length,
		samples: max(uint64(length/finest), 1),
		count:   max(int(span/length), 2),
		end:     time.Unix(0, int64(tick.N)*int64(finest)),
	}
	s.last = s.of(tick.N)
	return s
}

func positive(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// of is the number of the slot that a sample lies in.
func (s *slots) of(sample uint64) uint64 { return (max(sample, 1) - 1) / s.samples }

// after is how many slots, the last ones, are new or were not complete at a sample.
func (s *slots) after(sample uint64) int {
	known := s.of(sample)
	if known > s.last || s.last-known >= uint64(s.count) {
		return s.count
	}
	return int(s.last-known) + 1
}

// values returns what a sparkline shows in its last n places.
func (b *builder) values(i, n int) []float64 {
	out := make([]float64, n)
	for j := range out {
		out[j] = math.NaN()
	}
	x := &b.sample.tick.Total.Series[i]
	if n > 1 {
		first := time.Unix(0, int64(b.slots.last+1-uint64(n))*int64(b.slots.length))
		points := b.reader.Range(x.Name, x.Labels, first, b.slots.end, b.slots.length)
		for j, v := range points.Values(x.Kind) {
			at := points.Start.Add(time.Duration(j) * points.Step).Sub(first)
			end := at + max(points.Step, b.slots.length) // a longer step is as true of each slot in it
			for place := max(at/b.slots.length, 0); place < end/b.slots.length && place < time.Duration(n); place++ {
				out[place] = v
			}
		}
	}
	out[n-1] = b.present(i)
	return out
}

// present is the value that tells most about a series now.
func (b *builder) present(i int) float64 {
	x := b.sample.in(b.sample.now, i)
	switch x.Kind {
	case metrics.KindCounter, metrics.KindMeter:
		return rate(x.Count, b.sample.now)
	case metrics.KindTimer, metrics.KindHistogram:
		return x.Dist.Quantile(0.99)
	case metrics.KindGauge:
		return b.sample.tick.Total.Series[i].Value
	}
	return math.NaN()
}

// rate is events a second, NaN before there is an interval to count in.
func rate(count uint64, in *metrics.Snapshot) float64 {
	if s := seconds(in); s > 0 {
		return float64(count) / s
	}
	return math.NaN()
}
