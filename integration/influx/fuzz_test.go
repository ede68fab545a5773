package influx_test

import (
	"maps"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/influx"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/reporters"
	reporter "github.com/binnacle-go/metrics/reporters/influx"
)

// FuzzParseGivesWhatWasRendered checks with both of InfluxData's parsers that what is rendered is parsed back: the same
// values, the same texts where the protocol can carry them, and never more or fewer points.
func FuzzParseGivesWhatWasRendered(f *testing.F) {
	f.Add("web/search", "code", "200", "v1", uint64(specimen.Past), 0.1)
	f.Add("tiny", "code", "200", "", uint64(0), math.SmallestNonzeroFloat64)
	f.Add("huge", "code", "200", "", uint64(math.MaxUint64), math.MaxFloat64)
	f.Add("none", "code", "200", "", uint64(1), math.NaN())
	for i, s := range specimen.Hostile {
		f.Add(s, "k", "v", s, uint64(i), 1/float64(i+1))
		f.Add("name", s, s, s, uint64(math.MaxInt64), -1e300)
	}
	f.Fuzz(func(t *testing.T, name, key, value, text string, count uint64, gauge float64) {
		label := metrics.L(key, value)
		all := []metrics.Series{
			{Name: name, Labels: []metrics.Label{label}, Kind: metrics.KindCounter, Count: count >> 1},
			{Name: name + "/g", Kind: metrics.KindGauge, Value: gauge},
			{Name: name + "/t", Kind: metrics.KindText, Text: text},
			{Name: name + "/s", Kind: metrics.KindState, Text: "on", States: []metrics.StateTime{{State: value, Time: time.Second}}},
		}
		if name == "" {
			return // no series has an empty name
		}
		check(t, all)
	})
}

func check(t *testing.T, all []metrics.Series) {
	t.Helper()
	tick := time.UnixMilli(1_700_000_000_000)
	snapshot := &metrics.Snapshot{Start: tick.Add(-time.Second), Time: tick, Series: all}
	c := &reporters.Capture{Tick: tick, Total: snapshot, Interval: snapshot}
	batch := reporter.New("http://h", &reporter.Options{Database: "db", Tags: []metrics.Label{}}).Encode(c)
	for parser, parse := range map[string]func([]byte) ([]influx.Line, error){"v1": influx.Parse, "v2": influx.ParseStrict} {
		lines, err := parse(batch.Body)
		if err != nil || uint64(len(lines)) != batch.Points {
			t.Fatalf("%s: %d lines of %d, %v in %q", parser, len(lines), batch.Points, err, batch.Body)
		}
		for i := range all {
			if len(expected(&all[i], 1)) == 0 {
				continue // a point without fields is left out
			}
			compare(t, parser, &all[i], lines[0])
			lines = lines[1:]
		}
	}
}

func compare(t *testing.T, parser string, s *metrics.Series, got influx.Line) {
	t.Helper()
	if got.Measurement != s.Name && !unlike(s.Name, got.Measurement) {
		t.Errorf("%s: measurement %q, want %q", parser, got.Measurement, s.Name)
	}
	if len(got.Tags) != len(s.Labels) || got.Time != 1_700_000_000_000 {
		t.Errorf("%s: tags %q at %d, want %v", parser, got.Tags, got.Time, s.Labels)
	}
	for _, l := range s.Labels {
		for k, v := range got.Tags {
			if k != l.Key && !unlike(l.Key, k) || v != l.Value && !unlike(l.Value, v) {
				t.Errorf("%s: tag %q=%q, want %q=%q", parser, k, v, l.Key, l.Value)
			}
		}
	}
	want := expected(s, 1)
	if s.Kind == metrics.KindState { // the key of its only state may be replaced
		for k := range maps.Clone(want) {
			for g := range got.Fields {
				if strings.HasPrefix(k, "seconds.") && unlike(k, g) {
					want[g] = want[k]
					delete(want, k)
				}
			}
		}
	}
	if s.Kind == metrics.KindText && len(s.Text) > 10_000 {
		return // cut
	}
	for _, d := range differences(want, got.Fields) {
		t.Errorf("%s: %.100q: %s", parser, s.Name, d)
	}
}

// unlike reports whether a text may have become another one: it ends as a replaced one does.
func unlike(text, got string) bool {
	return len(got) >= 17 && got[len(got)-17] == '_' && got != text
}
