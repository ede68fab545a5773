package parse_test

import (
	"bytes"
	"io"
	"log/slog"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/integration/internal/expected"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/integration/parse"
)

// formats are all forms of exposition.
func formats() (all []exposition.Format) {
	for _, s := range []exposition.Syntax{exposition.Text004, exposition.OpenMetrics100} {
		for _, e := range []exposition.Escaping{exposition.Underscores, exposition.Dots, exposition.Values, exposition.AllowUTF8} {
			all = append(all, exposition.Format{Syntax: s, Escaping: e})
		}
	}
	return all
}

// FuzzExposition checks that whatever a registry holds, Prometheus's parsers find exactly its series and values.
func FuzzExposition(f *testing.F) {
	add := func(a, b, key, value, help, unit string, n uint64, v float64) {
		for form := range formats() {
			f.Add(uint8(form), a, b, key, value, help, unit, n, v)
		}
	}
	add("a/b", "a.b", "key", "value", "some help", "s", 1, 0.5)
	add("a", "b", "key", "value", "some help", "s", 1, 0.5)
	add("x", "x_total", "le", "1", "", "By", math.MaxUint64, math.Inf(1))
	add("", "/", "", "", "\n", "\"", 0, math.NaN())
	add("_a", "a:b", "__name__", "\xff", "\\", "1", specimen.Past, math.Copysign(0, -1))
	add("t_seconds", "t", "state", "�ff", "# EOF", "total", 7, 1e-320)
	for i, s := range specimen.Hostile {
		f.Add(uint8(i), shorten(s), "other", shorten(s), shorten(s), shorten(s), shorten(s), uint64(i), float64(i))
	}
	f.Fuzz(func(t *testing.T, form uint8, a, b, key, value, help, unit string, n uint64, v float64) {
		if len(a)+len(b)+len(key)+len(value)+len(help)+len(unit) > 1000 {
			return // that names may be long is tested apart, once
		}
		reg := metrics.NewRegistry(&metrics.Options{Logger: slog.New(slog.DiscardHandler)})
		fill(reg, a, b, key, value, help, unit, n, v)
		all := formats()
		check(t, reg.Snapshot(), all[int(form)%len(all)])
	})
}

func shorten(s string) string { return s[:min(len(s), 100)] }

func TestEveryFormatCarriesHostileNames(t *testing.T) {
	reg := specimen.New()
	specimen.AddHostile(reg)
	snapshot := reg.Snapshot()
	for _, format := range formats() {
		check(t, snapshot, format)
	}
}

// fill registers instruments under names that are alike. Where one exists with another kind, it is left out.
func fill(reg *metrics.Registry, a, b, key, value, help, unit string, n uint64, v float64) {
	l, h, u := metrics.L(key, value), metrics.Help(help), metrics.Unit(unit)
	for _, register := range []func(){
		func() { reg.Counter(a, l, h, u).Add(n) },
		func() { reg.Counter(a, h, u).Add(1) },
		func() { reg.Counter(a, metrics.L(key, ""), metrics.L(value, key)).Add(2) },
		func() { reg.Gauge(b, l, h, u).Set(v) },
		func() { reg.Gauge(a + "_total").Set(v) },
		func() { reg.Meter(b + "/m").Mark(n >> 1) },
		func() { reg.Timer(a+"/t", l, h).Observe(time.Duration(n >> 1)) },
		func() { reg.Gauge(a+"_t_max", metrics.Unit("s")).Set(v) },
		func() { reg.Histogram(b+"/h", l, h, u).Observe(v) },
		func() { reg.Text(b+"/x", l).Set(help) },
		func() { reg.Counter(b + "/x_info").Inc() },
		func() {
			s := reg.State(a+"/s", l, h)
			s.Set(key)
			s.Set(value)
		},
	} {
		func() {
			defer func() { _ = recover() }() // a name of another kind
			register()
		}()
	}
}

// check writes and parses an exposition and compares it with the snapshot.
func check(t *testing.T, s *metrics.Snapshot, format exposition.Format) {
	t.Helper()
	var buf bytes.Buffer
	if err := exposition.NewEncoder(nil).Encode(&buf, s, format); err != nil {
		t.Fatal(err)
	}
	body := buf.Bytes()
	got, err := parse.Parse(format.ContentType(), body)
	if err != nil {
		t.Fatalf("%v: %v\n%.2000s", format, err, body)
	}
	want := expected.Of(s)
	if a, b := slices.Sorted(maps.Values(got.Values)), want.Values(); !slices.Equal(a, b) {
		t.Fatalf("%v: %d values\n%v, want %d\n%v\n%.2000s", format, len(a), a, len(b), b, body)
	}
	if plain(s) && !maps.Equal(normal(got), want.ByID()) {
		t.Fatalf("%v: %v, want %v\n%.2000s", format, got.Values, want, body)
	}
	values := labelValues(got)
	for i := range s.Series {
		for _, l := range s.Series[i].Labels {
			if l.Value != "" && !values[l.Value] {
				t.Fatalf("%v: no label has the value %q\n%.2000s", format, l.Value, body)
			}
		}
	}
	if format.Syntax == exposition.Text004 {
		strictly(t, body)
	}
}

// strictly reads the text format with the parser of client_golang, which knows of families and types.
func strictly(t *testing.T, body []byte) {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	if _, err := parser.TextToMetricFamilies(bytes.NewReader(body)); err != nil && err != io.EOF {
		t.Fatalf("client_golang: %v\n%.2000s", err, body)
	}
}
