package dashboard_test

import (
	"errors"
	"log/slog"
	"math"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func TestTerminalView(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		d := newDashboard(t, reg, &dashboard.Options{Title: "demo"})
		search, hits := reg.Timer("web/search"), reg.CounterVec("web/hits", []string{"status"})
		reg.GaugeFunc("broken", func() float64 { panic("no disk") })
		reg.Text("version").Set("v1.2\x1b[2J")
		reg.State("worker").Set("busy")
		heap := reg.Gauge("heap", metrics.Unit("By"))
		time.Sleep(time.Second / 2) // on the fake clock, between two samples
		for i := range 308 {
			heap.Set(float64(1+i) * (1 << 20))
			hits.With("200").Add(uint64(i))
			if i >= 158 {
				search.Observe(10 * time.Millisecond)
			}
			time.Sleep(time.Second)
		}
		search.Start().Fail(errors.New("no such file"))
		got := get(d, "format=text&columns=120").Body.String()
		want := `demo  2000-01-01 00:05:08 UTC  since the start, 5.1 min ago

NAME                VALUE    RATE      P50      P99      MAX  ERRORS  LAST 5 MINUTES
broken            – callback panicked: no disk
heap              308 MiB                                             ▁▁▂▂▃▃▃▄▄▄▅▅▆▆▆▇▇▇██
version           v1.2\x1b[2J
web
  hits
    {status=200}   47.3 k  153 /s                                     ▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇██
  search              151  0.5 /s  10.0 ms  10.0 ms  10.0 ms   0.7 %           ███████████
worker            busy (busy 100 %)
`
		if got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		want = `demo  2000-01-01 00:05:08 UTC  since the start, 5.1 min ago

NAME                VALUE    RATE      P50      P99  ERRORS  LAST 5 MIN
broken            – callback panicked: no disk
heap              308 MiB                                    ▁▂▃▄▄▅▆▇██
version           v1.2\x1b[2J
web
  hits
    {status=200}   47.3 k  153 /s                            ▂▃▃▄▅▅▆▇██
  search              151  0.5 /s  10.0 ms  10.0 ms   0.7 %      ██████
worker            busy (busy 100 %)
`
		if got := get(d, "format=text").Body.String(); got != want {
			t.Errorf("in 80 columns it is\n%s\nwant\n%s", got, want)
		}
		if narrow := get(d, params("format", "text", "path", "web", "query", "hits.count > 0", "range", "1m")).Body.String(); !strings.Contains(narrow, "the last 1.0 min") || !strings.Contains(narrow, "{status=200}") || strings.Contains(narrow, "search") {
			t.Errorf("a part of it is\n%s", narrow)
		}
	})
}

func TestTerminalCutsNoNames(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	requests := reg.TimerVec("http/server/requests", []string{"route", "status"})
	for _, route := range []string{"GET /things/{id}", "GET /things/{id}/parts"} {
		requests.With(route, "2xx").Observe(time.Second)
	}
	reg.Text("http/server/" + strings.Repeat("long", 12)).Set("text")
	got := get(newDashboard(t, reg, nil), "format=text").Body.String()
	for _, line := range []string{
		"      {route=GET /things/{id},status=2xx}\n   ",
		"      {route=GET /things/{id}/parts,status=2xx}\n   ",
		"    longlonglonglonglonglonglonglonglonglonglonglong\n   ",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("there is no line %q, followed by one without a name, in\n%s", line, got)
		}
	}
}

func TestTerminalViewOfNothing(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	if got := get(d, "format=text").Body.String(); !strings.HasSuffix(got, "\n\nno series\n") {
		t.Errorf("an empty registry is shown as\n%s", got)
	}
}

func TestTerminalColour(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("web/hits")
	d := newDashboard(t, reg, nil)
	if got := get(d, "format=text&color=1").Body.String(); !strings.Contains(got, "\x1b[1mweb\x1b[0m\n") {
		t.Errorf("the scope is not bold in\n%q", got)
	}
	if got := get(d, "format=text").Body.String(); strings.Contains(got, "\x1b") {
		t.Errorf("there are escape sequences in\n%q", got)
	}
}

func TestTerminalSaysWhereSparklinesEnd(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	family := reg.CounterVec("family", []string{"n"})
	for i := range 201 {
		family.With(string(rune('a'+i%26)) + strings.Repeat("x", i/26))
	}
	d := newDashboard(t, reg, nil)
	if got := get(d, "format=text").Body.String(); !strings.Contains(got, "Only the first 200 series have a sparkline") {
		t.Error("that there are no more sparklines is not said")
	}
}

var styles = regexp.MustCompile("\x1b\\[(0|1|2|31|36)m")

func FuzzTerminal(f *testing.F) {
	f.Add("web/search", "k", "v", 1.5, uint64(1))
	f.Add("\x1b[2J\x1b]0;title\a", "\u202e", "日本語\u0301", math.Inf(1), uint64(math.MaxUint64))
	f.Add(strings.Repeat("a/", 100), strings.Repeat("\xff", 100), "\u0085\n\r\t", -1e300, uint64(0))
	f.Add("a", "b", strings.Repeat("\xcb", 60), 0.0, uint64(3))
	f.Add("\x9b31m", "\x1b[2", "\\x1b", 1e-300, uint64(1<<60))
	f.Fuzz(func(t *testing.T, name, key, label string, v float64, n uint64) {
		reg := metrics.NewRegistry(nil)
		reg.Counter("counters/"+name, metrics.L(key, label)).Add(n)
		reg.Gauge("gauges/"+name, metrics.Unit(label)).Set(v)
		reg.Text("texts/" + name).Set(label)
		reg.State("states/" + name).Set(label)
		reg.Histogram("histograms/"+name, metrics.Unit(key)).Observe(v)
		reg.Timer("timers/"+name).Start().Fail(errors.New(label), slog.String(key, label))
		reg.TextFunc("broken/"+name, func() string { panic(label) })
		d := newDashboard(t, reg, &dashboard.Options{Title: label, History: &still{reg.Snapshot()}})
		for _, extra := range []string{"", "&color=1&query=" + params("", label)[1:]} {
			w := get(d, "format=text"+extra)
			got := w.Body.String()
			if strings.Contains(extra, "color") {
				got = styles.ReplaceAllString(got, "")
			}
			if !utf8.ValidString(got) {
				t.Errorf("this is not UTF-8: %q", got)
			}
			for line := range strings.Lines(got) {
				line = strings.TrimSuffix(line, "\n")
				if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
					t.Errorf("a terminal may act on the line %q", line)
				}
				if w.Code == http.StatusOK && visible(line) > 80 {
					t.Errorf("the line %q has %d characters", line, visible(line))
				}
			}
		}
	})
}

// visible counts the characters of a line that take room.
func visible(line string) int {
	n := 0
	for _, r := range line {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			n++
		}
	}
	return n
}
