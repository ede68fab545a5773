package exposition

import "github.com/binnacle-go/metrics"

var infinity = []byte(`le="+Inf"`)

// writeHistogram writes the buckets, the sum and the count of a timer or histogram.
func (w *writer) writeHistogram(f *family, p *part, s *metrics.Series) {
	w.cut(s.Dist, f.limits)
	for i, n := range w.counts {
		w.begin(&p.sample, f.limits[i].label)
		w.end(n)
	}
	count := s.Dist.Count()
	w.begin(&p.sample, infinity)
	w.end(count)
	w.begin(&p.sum, nil)
	w.endFloat(s.Dist.Sum())
	w.begin(&p.count, nil)
	w.end(count)
}

// cut counts the observations up to each limit. A bucket of the distribution counts from the limit on that reaches
// its low end: whatever is at most a limit is counted there, and beyond it at most the rest of one bucket is.
func (w *writer) cut(d *metrics.Distribution, limits []limit) {
	w.counts = w.counts[:0]
	var total uint64
	d.Buckets(func(low, _ float64, n uint64) bool {
		for len(w.counts) < len(limits) && limits[len(w.counts)].bound < low {
			w.counts = append(w.counts, total)
		}
		total += n
		return len(w.counts) < len(limits)
	})
	for len(w.counts) < len(limits) {
		w.counts = append(w.counts, total)
	}
}
