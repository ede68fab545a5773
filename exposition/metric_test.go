package exposition_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// every is a registry with all kinds of instruments under hostile names.
func every() *metrics.Registry {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("zone\n", "a\xff")}})
	r.Counter("web/hits", metrics.L("le", "1")).Add(3)
	r.Counter("web.hits").Add(4)
	r.Gauge("x").Set(-2.5)
	r.Gauge("x", metrics.L("empty", "")).Set(1)
	r.GaugeFunc("broken", func() float64 { panic("oh") })
	r.Timer("t", metrics.L("le", "x")).Observe(time.Second)
	r.Histogram("h é", metrics.Unit("By")).Observe(-1)
	r.Meter("m").Mark(2)
	r.State("s", metrics.L("s", "label")).Set("busy\"")
	r.State("state").Set("idle")
	r.Text("v").Set("1.2\n")
	return r
}

// linesOf writes metrics in the text format again, without comments.
func linesOf(all []exposition.Metric) []string {
	var lines []string
	line := func(m *exposition.Metric, suffix string, value string, more ...metrics.Label) {
		var labels []string
		for _, l := range slices.Concat(m.Labels, more) {
			labels = append(labels, quotedUnlessLegal(l.Key)+"="+quoted(l.Value))
		}
		name := m.Name + suffix
		if quotedUnlessLegal(name) != name {
			labels, name = slices.Insert(labels, 0, quoted(name)), ""
		}
		if len(labels) > 0 {
			name += "{" + strings.Join(labels, ",") + "}"
		}
		lines = append(lines, name+" "+value)
	}
	for i := range all {
		m := &all[i]
		if m.Type != "histogram" {
			line(m, "", strconv.FormatFloat(m.Value, 'g', -1, 64))
			continue
		}
		for _, b := range m.Bounds {
			line(m, "_bucket", fmt.Sprint(m.Series.Dist.CountAtOrBelow(b)), metrics.L("le", strconv.FormatFloat(b, 'g', -1, 64)))
		}
		line(m, "_bucket", fmt.Sprint(m.Series.Count), metrics.L("le", "+Inf"))
		line(m, "_sum", strconv.FormatFloat(m.Series.Dist.Sum(), 'g', -1, 64))
		line(m, "_count", fmt.Sprint(m.Series.Count))
	}
	return lines
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

func quotedUnlessLegal(s string) string {
	for i, c := range s {
		if !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
			return quoted(s)
		}
	}
	return s
}

func TestMetricsAreThoseOfTheTextFormat(t *testing.T) {
	s := every().Snapshot()
	e := exposition.NewEncoder(nil)
	for _, escaping := range []exposition.Escaping{exposition.Underscores, exposition.Dots, exposition.Values, exposition.AllowUTF8} {
		var b strings.Builder
		if err := e.Encode(&b, s, exposition.Format{Escaping: escaping}); err != nil {
			t.Fatal(err)
		}
		var want []string
		heads := map[string]bool{}
		for line := range strings.Lines(b.String()) {
			if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "#") {
				heads[line] = true
			} else {
				want = append(want, line)
			}
		}
		all := slices.Collect(e.Metrics(s, escaping))
		if got := linesOf(all); !slices.Equal(got, want) {
			t.Errorf("%v:\ngot\n%s\nwant\n%s", escaping, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, m := range all {
			name := quotedUnlessLegal(m.Name)
			help := strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(m.Help)
			if !heads["# TYPE "+name+" "+m.Type] || !heads["# HELP "+name+" "+help] {
				t.Errorf("%v: the text format has no type %q and help %q of %q", escaping, m.Type, help, name)
			}
		}
	}
}

func TestMetricsEndWhenToldTo(t *testing.T) {
	s := every().Snapshot()
	e := exposition.NewEncoder(nil)
	total := len(slices.Collect(e.Metrics(s, exposition.Escaping(99))))
	for limit := 1; limit <= total; limit++ {
		n := 0
		for range e.Metrics(s, exposition.Underscores) {
			if n++; n == limit {
				break
			}
		}
		if n != limit {
			t.Fatalf("got %d of %d", n, limit)
		}
	}
}

func ExampleMetric() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)
	for m := range exposition.NewEncoder(nil).Metrics(registry.Snapshot(), exposition.Underscores) {
		fmt.Println(m.Type, m.Name, m.Labels, m.Value)
	}
	// Output:
	// counter web_hits_total [{code 200}] 3
}
