package exposition

import (
	"iter"
	"math"
	"slices"

	"github.com/binnacle-go/metrics"
)

// A Metric is one metric of the text format as data: what others need who write it in another form, under the same
// names. Names, keys and values are valid UTF-8.
type Metric struct {
	Name   string // of the samples; of a histogram without _bucket, _sum and _count
	Help   string
	Type   string // "counter", "gauge" or "histogram"
	Labels []metrics.Label
	Value  float64 // of a counter or gauge; integers beyond 2^53 are rounded

	// Of a histogram: the finite upper bounds of its buckets, rising, to be read only, and the series it is made from.
	Bounds []float64
	Series *metrics.Series
}

// Metrics returns the metrics that [Encoder.Encode] writes of a snapshot in the text format, in the same order. The
// labels of each are its own. An unknown escaping is taken for Underscores.
func (e *Encoder) Metrics(s *metrics.Snapshot, names Escaping) iter.Seq[Metric] {
	if names >= escapings {
		names = Underscores
	}
	return func(yield func(Metric) bool) {
		l := e.layout(s.Series, Format{Escaping: names})
		place := 0
		for i := range l.families {
			f := &l.families[i]
			if !l.eachMetric(f, s.Series, place, yield) {
				return
			}
			place += len(f.members)
		}
	}
}

// eachMetric yields the metrics of the family whose series are at a place and behind it.
func (l *layout) eachMetric(f *family, series []metrics.Series, place int, yield func(Metric) bool) bool {
	labels := labellingOf(f, l.format.Escaping)
	for i := range f.parts {
		for j := range f.members {
			pairs := labels.pairs(f.members[j].labels, j)
			if !f.eachOf(&f.parts[i], &series[l.position(place+j)], pairs, yield) {
				return false
			}
		}
	}
	return true
}

// eachOf yields what a part shows of a series.
func (f *family) eachOf(p *part, s *metrics.Series, labels []metrics.Label, yield func(Metric) bool) bool {
	m := Metric{Name: p.name.full, Help: p.help, Type: p.typeName[Text004], Labels: labels}
	switch {
	case p.value != nil:
		m.Value = p.value(s)
		return math.IsNaN(m.Value) || yield(m)
	case f.isDistribution():
		m.Bounds, m.Series = f.limits.bounds, s
		return yield(m)
	case f.kind == metrics.KindText:
		m.Labels = append(labels, metrics.L("value", repair(s.Text)))
		m.Value = 1
		return s.Err != "" || yield(m)
	}
	return f.eachState(p, s, m, yield)
}

// eachState yields whether a state is the present one, or the time spent in it.
func (f *family) eachState(p *part, s *metrics.Series, m Metric, yield func(Metric) bool) bool {
	labels, isTime := m.Labels, p.unit == unitSeconds
	key := "state"
	if !isTime {
		key = p.name.short
	}
	for i := range s.States {
		state := &s.States[i]
		m.Labels = append(slices.Clip(labels), metrics.L(key, repair(state.State)))
		switch {
		case isTime:
			m.Value = state.Time.Seconds()
		case state.Current:
			m.Value = 1
		default:
			m.Value = 0
		}
		if !yield(m) {
			return false
		}
	}
	return true
}

// pairs returns the labels of the series at an index as they are exposed.
func (l *labelling) pairs(labels []metrics.Label, index int) []metrics.Label {
	out := make([]metrics.Label, len(labels), len(labels)+1)
	for i, label := range labels {
		out[i] = metrics.L(label.Key, repair(label.Value))
		if l.keys != nil {
			out[i].Key = l.keys[label.Key]
		}
		if l.marked[index] && label.Value == "" {
			out[i].Value = zeroMark
		}
	}
	return out
}
