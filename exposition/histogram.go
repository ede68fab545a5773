package exposition

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/binnacle-go/metrics"
)

// limits are the upper bounds of buckets, rising, and their labels. One more label is that of all observations.
type limits struct {
	bounds []float64
	labels []string // with the end of the labels
}

// limitsOf returns the limits for bounds. Those of many families are the same, so they are kept in known.
func limitsOf(bounds []float64, s Syntax, known map[string]*limits) *limits {
	var key []byte
	for _, b := range bounds {
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(b))
	}
	if l := known[string(key)]; l != nil {
		return l
	}
	l := &limits{bounds: bounds}
	for _, b := range bounds {
		l.labels = append(l.labels, string(appendFloat([]byte(`le="`), b, s))+`"} `)
	}
	l.labels = append(l.labels, `le="+Inf"} `)
	known[string(key)] = l
	return l
}

// writeHistogram writes the buckets, the sum and the count of a timer or histogram. A bucket of the distribution
// counts from the limit on that reaches its low end: whatever is at most a limit is counted there, and beyond it at
// most the rest of one bucket is.
func (w *writer) writeHistogram(f *family, p *part, m *member, s *metrics.Series) {
	count := s.Dist.Count()
	w.counts = append(s.Dist.AppendCountsAtOrBelow(w.counts[:0], f.limits.bounds...), count)
	w.writeBuckets(&p.sample, m, f.limits)
	w.begin(&p.totals.sum, m, nil)
	w.endFloat(s.Dist.Sum())
	w.begin(&p.totals.count, m, nil)
	w.end(count)
}

// writeBuckets writes the counts of all buckets. What their lines have in common is put together once.
func (w *writer) writeBuckets(o *opening, m *member, l *limits) {
	line := append(w.line[:0], w.text[o.name:o.end]...)
	line = append(append(line, o.separator), m.text...)
	if m.text != "" {
		line = append(line, ',')
	}
	b := append(w.buf, w.text[w.start(o):o.name]...)
	for i, n := range w.counts {
		b = append(append(b, line...), l.labels[i]...)
		b = append(strconv.AppendUint(b, n, 10), '\n')
	}
	w.buf, w.line = b, line
}
