package view

import (
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// inTime runs a test on a clock of its own, with a history that samples a registry once a second.
func inTime(t *testing.T, test func(t *testing.T, reg *metrics.Registry, h *history.Store)) {
	inTimeWith(t, nil, test)
}

// inTimeWith is the same with a registry of some options.
func inTimeWith(t *testing.T, o *metrics.Options, test func(t *testing.T, reg *metrics.Registry, h *history.Store)) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(o)
		h := history.New(reg, nil)
		defer h.Close()
		pass(time.Second / 2) // from now on between two samples
		test(t, reg, h)
	})
}

// pass lets time go by, which on a test's own clock takes none.
func pass(d time.Duration) { time.Sleep(d) }

// table returns a table of a page, which must have it.
func table(t *testing.T, p *page.Page, id string) *page.Table {
	t.Helper()
	for i := range p.Tables {
		if p.Tables[i].ID == id {
			return &p.Tables[i]
		}
	}
	t.Fatalf("there is no table %q", id)
	return nil
}

// texts are what the cells of a row say.
func texts(r *page.Row) []string {
	var out []string
	for i := range r.Cells {
		out = append(out, r.Cells[i].Text(r.Unit))
	}
	return out
}

func expect(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestOverviewHasATableForEachKind(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		scope := reg.SubScope("web")
		scope.Counter("hits", metrics.Help("answers"), metrics.Unit("1")).Add(1500)
		scope.Meter("sent", metrics.Unit("By")).Mark(1 << 20)
		scope.Gauge("open", metrics.L("pool", "a")).Set(12345)
		scope.Histogram("size", metrics.Unit("By")).Observe(2048)
		took := scope.Timer("took")
		took.Observe(2 * time.Millisecond)
		took.Start().Fail(errors.New("no"))
		scope.State("mode").Set("ready")
		scope.Text("version").Set("v1\n")
		pass(10 * time.Second)

		p := (&View{}).Page(h)
		want := map[string]string{
			"latency": "[0.2 /s 50 % 0 s 2.0 ms 2.0 ms 2]",
			"rates":   "[0 /s 1,500]",
			"gauges":  "[12.3 k]",
			"sizes":   "[0.1 /s 2.0 KiB 2.0 KiB 2.0 KiB 1]",
		}
		for id, cells := range want {
			expect(t, id, texts(table(t, p, id).Rows[0]), cells)
		}
		expect(t, "the meter", texts(table(t, p, "rates").Rows[1]), "[0 B/s 1,048,576]")
		expect(t, "the state", *table(t, p, "states").Rows[0].Text, "ready")
		expect(t, "the text", *table(t, p, "texts").Rows[0].Text, `v1\n`)
		expect(t, "the window", table(t, p, "latency").Note.Value, "last 10 s")
		expect(t, "columns", len(table(t, p, "latency").Columns), 6)

		hits, open := table(t, p, "rates").Rows[0], table(t, p, "gauges").Rows[0]
		expect(t, "the row of hits", []string{hits.ID, hits.Path, hits.Name, hits.Help, hits.Href, hits.Unit}, "[web/hits web/ hits answers ?path=web/hits ]")
		expect(t, "the labels of open", open.Chips, "[pool=a]")
	})
}

func TestOverviewIsBoundedAndSaysSo(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		for i := range maxRows + 20 {
			timer := reg.Timer(fmt.Sprintf("timer/%03d", i))
			if i == maxRows+10 {
				timer.Observe(1)
			}
			reg.Counter(fmt.Sprintf("counter/%03d", i))
		}
		pass(time.Second)
		p := (&View{}).Page(h)
		latency, rates := table(t, p, "latency"), table(t, p, "rates")
		expect(t, "the busiest timer", latency.Rows[0].ID, "timer/110")
		expect(t, "the next one", latency.Rows[1].ID, "timer/000")
		expect(t, "rows", []int{len(latency.Rows), len(rates.Rows)}, "[100 100]")
		expect(t, "the rest", *rates.More, "{20 ?view=tree }")
		for _, name := range []string{"timer", "counter"} {
			first, rest := (&View{Name: page.Tree, Path: name}).Page(h), (&View{Name: page.Tree, Path: name, Skip: maxRows}).Page(h)
			expect(t, "rows in the tree", len(first.Tables[0].Rows)+len(rest.Tables[0].Rows), maxRows+20)
			expect(t, "what leads on", *first.Pager, "{1 100 120  ?view=tree&skip=100&path="+name+"}")
			expect(t, "what leads back", *rest.Pager, "{101 120 120 ?view=tree&path="+name+" }")
		}
	})
}

func TestHelpOfAFamilyStandsOnce(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		family := reg.CounterVec("hits", []string{"code"}, metrics.Help("answers"))
		family.With("2xx")
		family.With("5xx")
		pass(time.Second)
		rows := table(t, (&View{}).Page(h), "rates").Rows
		expect(t, "helps", []string{rows[0].Help, rows[1].Help}, "[answers ]")
	})
}

func TestLabelsOfAllSeriesAreNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("host", "a")}})
		reg.Counter("one", metrics.L("k", "v"))
		reg.Counter("two")
		h := history.New(reg, nil)
		defer h.Close()
		p := (&View{}).Page(h)
		rows := table(t, p, "rates").Rows
		expect(t, "labels", append(rows[0].Chips, rows[1].Chips...), "[k=v]")
		expect(t, "the fact", p.Facts[len(p.Facts)-1].Value, "host=a")
	})
}

func TestFactsSayWhatIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 1, Logger: slog.New(slog.DiscardHandler)})
		family := reg.CounterVec("hits", []string{"code"})
		family.With("2xx").Inc()
		family.With("5xx").Inc()
		reg.GaugeFunc("broken", func() float64 { panic("no sensor") })
		h := history.New(reg, nil)
		defer h.Close()
		pass(90*time.Minute + time.Second)
		p := (&View{}).Page(h)
		facts := map[string]page.Fact{}
		for _, f := range p.Facts {
			facts[f.Key] = f
		}
		expect(t, "uptime", facts["up"].Value, "1 h 30 min")
		expect(t, "series", facts["series"].Value, 3)
		for _, key := range []string{"overflow", "failing"} {
			if f := facts[key]; f.Value != "1" || !f.Bad {
				t.Errorf("%s is %+v", key, f)
			}
		}
		broken := table(t, p, "gauges").Rows[0]
		expect(t, "the broken gauge", append(texts(broken), broken.Note), "[– callback panicked: no sensor]")
	})
}

func TestEmptyStatesExplainThemselves(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		if e := (&View{}).Page(h).Empty; e == nil || e.Code == "" {
			t.Errorf("an empty registry: %+v", e)
		}
		reg.Counter("hits")
		pass(time.Second)
		query, err := metrics.ParseQuery("nothing")
		if err != nil {
			t.Fatal(err)
		}
		none := (&View{Query: "nothing", Filter: query}).Page(h)
		if none.Empty == nil || none.Match != "0 series match" {
			t.Errorf("a query without result: %+v, %q", none.Empty, none.Match)
		}
		if e := (&View{Path: "gone"}).Page(h).Empty; e == nil {
			t.Error("a path without series is not empty")
		}
		if e := (&View{}).Page(h).Empty; e != nil {
			t.Errorf("a registry with a series: %+v", e)
		}
	})
}

func TestUptime(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59 * time.Second: "59 s", 61 * time.Second: "1 min", 59 * time.Minute: "59 min", time.Hour: "1 h",
		3*time.Hour + 12*time.Minute + 5*time.Second: "3 h 12 min", 24 * time.Hour: "1 d", 75 * time.Hour: "3 d 3 h",
	} {
		expect(t, d.String(), Uptime(d), want)
	}
}
