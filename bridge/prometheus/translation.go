package prometheus

import (
	"fmt"
	"strconv"
	"strings"

	dto "github.com/prometheus/client_model/go"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// translation collects the series of families.
type translation struct {
	series           []mirror.Series
	err              error // the first
	name, unit, help string
}

// units are those that names end with, as Binnacle spells them.
var units = []struct{ word, unit string }{{"seconds", "s"}, {"bytes", "By"}, {"ratio", "1"}, {"celsius", "Cel"}}

func (t *translation) begin(f *dto.MetricFamily) {
	t.name, t.help, t.unit = f.GetName(), f.GetHelp(), ""
	base := strings.TrimSuffix(t.name, "_total")
	for _, u := range units {
		if strings.HasSuffix(base, "_"+u.word) {
			t.unit = u.unit
		}
	}
}

func (t *translation) add(suffix string, m *dto.Metric, s mirror.Series) {
	s.Name, s.Labels, s.Help = t.name+suffix, append(labelsOf(m), s.Labels...), t.help
	if s.Kind != metrics.KindText && suffix != "_count" {
		s.Unit = t.unit
	}
	t.series = append(t.series, s)
}

func (t *translation) counter(suffix string, n uint64, m *dto.Metric) {
	t.add(suffix, m, mirror.Series{Kind: metrics.KindCounter, Count: n})
}

func (t *translation) gauge(suffix string, v float64, m *dto.Metric) {
	t.add(suffix, m, mirror.Series{Kind: metrics.KindGauge, Value: v})
}

func (t *translation) summary(m *dto.Metric) {
	s := m.GetSummary()
	for _, q := range s.GetQuantile() {
		quantile := metrics.L("quantile", strconv.FormatFloat(q.GetQuantile(), 'g', -1, 64))
		t.add("", m, mirror.Series{Kind: metrics.KindGauge, Value: q.GetValue(), Labels: []metrics.Label{quantile}})
	}
	t.counter("_count", s.GetSampleCount(), m)
	t.gauge("_sum", s.GetSampleSum(), m)
}

// info adds a text in place of a metric whose labels are what it tells.
func (t *translation) info(m *dto.Metric) {
	labels := labelsOf(m)
	text := labels[0].Value
	if len(labels) > 1 {
		var all []string
		for _, l := range labels {
			all = append(all, l.Key+"="+l.Value)
		}
		text = strings.Join(all, ", ")
	}
	t.add("", &dto.Metric{}, mirror.Series{Kind: metrics.KindText, Text: text})
}

// histogram adds a histogram, or its count where it has no buckets that could say more.
func (t *translation) histogram(m *dto.Metric) {
	h := m.GetHistogram()
	if h == nil {
		h = &dto.Histogram{}
	}
	buckets, err := bucketsOf(h)
	if err != nil {
		if t.err == nil {
			t.err = fmt.Errorf("%q is not shown: %w", t.name, err)
		}
		return
	}
	if resolution := mirror.Resolution(t.unit, buckets); resolution > 0 {
		t.add("", m, mirror.Series{Kind: metrics.KindHistogram, Buckets: buckets, Resolution: resolution})
	} else if !isNative(h) {
		t.counter("_count", whole(h.GetSampleCount(), h.SampleCountFloat), m)
	}
	t.gauge("_sum", h.GetSampleSum(), m)
}
