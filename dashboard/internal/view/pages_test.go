package view

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/httpmetrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

// list returns a list of a page, which must have it.
func list(t *testing.T, p *page.Page, id string) *page.List {
	t.Helper()
	for _, b := range append([]page.Block{p.Lead}, p.Blocks...) {
		if l, ok := b.(*page.List); ok && l.ID == id {
			return l
		}
	}
	t.Fatalf("there is no list %q", id)
	return nil
}

// said are the entries of a list, each in one line.
func said(l *page.List) []string {
	var out []string
	for _, e := range l.Entries {
		if e.Name != "" {
			out = append(out, strings.TrimSpace(e.Path+e.Name+" "+e.Tags+" "+strings.Join(e.Text, " ")))
		}
	}
	return out
}

// signalsOf are the tiles of an overview by name.
func signalsOf(t *testing.T, p *page.Page) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, b := range p.Blocks {
		if table, ok := b.(*page.Table); ok && table.ID == "signals" {
			out["of"] = table.Note.Value
			for i := range table.Rows {
				out[table.Rows[i].Name] = texts(table.Rows[i])[0]
			}
		}
	}
	return out
}

func TestSignalsAreOfTheRequests(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		busy := reg.Timer("busy")
		handler := httpmetrics.Middleware(reg.SubScope("app"), nil)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			pass(2 * time.Millisecond)
			if r.URL.Path == "/bad" {
				w.WriteHeader(http.StatusInternalServerError)
			}
		}))
		for range 30 {
			for _, path := range []string{"/", "/", "/", "/bad"} {
				handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
			}
			for range 100 {
				busy.Observe(time.Second)
			}
			pass(time.Second - 8*time.Millisecond)
		}
		got := signalsOf(t, (&View{}).Page(h))
		expect(t, "the signals", got, "map[Calls:4 /s Errors:25 % In flight:0 of:all requests that the program answers p99:2.0 ms]")
		expect(t, "what to look at", said((&View{}).Page(h).Lead.(*page.List)), "[25 % of calls fail  all requests that the program answers, 30 of 120]")
	})
}

func TestSignalsAreOfTheBusiestTimerElse(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		family := reg.TimerVec("busy", []string{"k"})
		for range 10 {
			reg.Timer("calm").Observe(time.Second)
			for i := range maxTimers + 20 {
				family.With(fmt.Sprint(i)).Observe(time.Millisecond)
			}
			pass(time.Second)
		}
		got := signalsOf(t, (&View{}).Page(h))
		expect(t, "the subject", got["of"], "busy, the busiest timer, the 100 busiest of 120 series")
		expect(t, "the rate", got["Calls"], "100 /s")
	})
}

func TestTheSlowestCallsAndTheFailingTimersAreNamed(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		for i := range 8 {
			timer := reg.Timer(fmt.Sprint("job/", i), metrics.L("k", fmt.Sprint(i%2)))
			watch := timer.Start()
			pass(time.Duration(i+1) * 10 * time.Millisecond)
			watch.Fail(fmt.Errorf("error %d", i))
		}
		pass(time.Second)
		p := (&View{}).Page(h)
		slowest := said(list(t, p, "slowest"))
		if len(slowest) != mostSlow || !strings.HasPrefix(slowest[0], "job/7 k=1 80.0 ms ") || !strings.HasSuffix(slowest[0], "error 7") {
			t.Errorf("the slowest calls: %q", slowest)
		}
		failing := said(list(t, p, "errors"))
		expect(t, "the first that failed", failing[0], "job/0 k=0 1 100 % error 0")
		all := (&View{Name: page.Errors}).Page(h)
		expect(t, "all that failed", len(said(list(t, all, "errors"))), 8)
		expect(t, "what is to come", all.Empty.Heading, "Events are not recorded")
	})
}

func TestChangesAreShownWithTheirNumbers(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c := reg.Counter("web/hits", metrics.L("code", "2xx"))
		reg.Counter("web/misses")
		v := &View{Rankings: &Rankings{}}
		for i := range 10 * 60 {
			c.Add(10)
			pass(time.Second)
			if i == 60 {
				changed := list(t, v.Page(h), "changed")
				expect(t, "a young history", []any{len(said(changed)), changed.None}, "[0 Nothing to compare with yet: this takes 6 min of history.]")
			}
		}
		expect(t, "nothing new", len(said(list(t, v.Page(h), "changed"))), 0)
		for range 60 {
			c.Add(40)
			pass(time.Second)
		}
		changed := said(list(t, v.Page(h), "changed"))
		if len(changed) != 1 || !strings.HasPrefix(changed[0], "web/hits code=2xx rate 10 /s 40 /s ±0 /s +") {
			t.Errorf("what has changed: %q", changed)
		}
		past := &View{From: "x", Span: time.Minute}
		expect(t, "in the past too", len(said(list(t, past.Page(h), "changed"))), 1)
	})
}

func TestAFallIsShownWithATrueMinusSign(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		c := reg.Counter("hits")
		for i := range 11 * 60 {
			c.Add(40 - uint64(i/600)*30)
			pass(time.Second)
		}
		changed := said(list(t, (&View{Span: time.Minute}).Page(h), "changed"))
		if len(changed) != 1 || !strings.HasPrefix(changed[0], "hits  rate 40 /s 10 /s ±0 /s −") || strings.Contains(changed[0], "-") {
			t.Errorf("what has changed: %q", changed)
		}
	})
}

// Of the calls of a timer the slowest are kept: when one that failed is not among them, the page says so.
func TestAnErrorThatWasNotKeptSaysSo(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		job := reg.Timer("job")
		call := func(d time.Duration, err error) {
			watch := job.Start()
			pass(d)
			watch.Fail(err)
		}
		call(20*time.Millisecond, errors.New("refused"))
		for range 200 {
			call(90*time.Millisecond, nil)
		}
		pass(time.Second)
		for _, v := range []View{{}, {Name: page.Errors}} {
			expect(t, "the errors", said(list(t, v.Page(h), "errors")),
				"[job  1 0.5 % not kept: no call that failed was among the slow ones]")
		}
	})
}

func TestRoutesAreOrderedByLinks(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		requests := reg.TimerVec("http/server/requests", []string{"route", "status"})
		flight := reg.GaugeVec("http/server/in_flight", []string{"route"})
		for range 10 {
			requests.With("GET /slow", "2xx").Observe(90 * time.Millisecond)
			requests.With("GET /fast", "2xx").Observe(time.Millisecond)
			requests.With("GET /fast", "2xx").Observe(time.Millisecond)
			requests.With("GET /fast", "5xx").Start().Fail(errors.New("no"))
			pass(time.Second)
		}
		flight.With("GET /fast").Set(3)
		pass(time.Second)
		order := func(sort string) (out []string) {
			for _, r := range (&View{Name: page.Routes, Sort: sort}).Page(h).Tables[0].Rows {
				out = append(out, r.Name)
			}
			return out
		}
		expect(t, "by time", order(""), "[GET /slow GET /fast]")
		expect(t, "by rate", order("-rate"), "[GET /fast GET /slow]")
		expect(t, "by rate, rising", order("rate"), "[GET /slow GET /fast]")
		expect(t, "by name", order("route"), "[GET /fast GET /slow]")
		expect(t, "by name, falling", order("-route"), "[GET /slow GET /fast]")
		expect(t, "by what there is not", order("nonsense"), "[GET /fast GET /slow]")

		p := (&View{Name: page.Routes, Sort: "-rate"}).Page(h)
		fast := p.Tables[0].Rows[0]
		expect(t, "a route", texts(fast)[1:], "[33 % 1.0 ms 1.0 ms 1.0 ms 1.0 ms 2.2 % 3]")
		expect(t, "its page", fast.Href, "?path=http/server/requests&query=*{route=GET%5C+/fast}")
		rate := p.Tables[0].Columns[0]
		expect(t, "the column it is ordered by", []string{rate.Sort, rate.Href}, "[descending ?view=routes&sort=rate]")
		expect(t, "another", p.Tables[0].Columns[1].Href, "?view=routes&sort=-errors")
	})
}

func TestPagesSayWhatFillsThem(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Counter("c")
		pass(time.Second)
		for name, code := range map[string]string{
			page.Routes: "httpmetrics.Middleware", page.Runtime: "runtimemetrics.Register", page.Reporters: "reporters.Start", page.Monitors: "",
		} {
			p := (&View{Name: name}).Page(h)
			if p.Empty == nil || !strings.Contains(p.Empty.Code, code) || p.Empty.Text == "" {
				t.Errorf("%s is empty and says %+v", name, p.Empty)
			}
		}
	})
}

func TestRuntimeIsGrouped(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		runtimemetrics.Register(reg.SubScope("app"))
		pass(3 * time.Second)
		p := (&View{Name: page.Runtime}).Page(h)
		shown := map[string]bool{}
		for _, table := range p.Tables {
			if table.Note.Value == "" {
				t.Errorf("%s is not explained", table.Heading)
			}
			for _, r := range table.Rows {
				if shown[r.ID] {
					t.Errorf("%s is in two groups", r.ID)
				}
				shown[r.ID] = true
			}
		}
		for _, x := range h.Latest().Total.Series {
			if !shown[x.ID()] {
				t.Errorf("%s is in no group", x.ID())
			}
		}
		rows := table(t, p, "runtime heap").Rows
		expect(t, "the first row", []string{rows[0].Path + rows[0].Name, rows[0].Help}, "[heap/live Heap memory that the last garbage collection found in use.]")
	})
}

func TestRollupsAreMarked(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Rollup("hits")
		reg.Counter("a/hits").Inc()
		reg.Counter("b/hits").Inc()
		pass(time.Second)
		for _, r := range table(t, (&View{Name: page.Tree}).Page(h), "rates").Rows {
			expect(t, r.ID, r.Chips, "[roll-up]")
		}
	})
}

// fake is a reporter as it may be.
type fake struct {
	health  reporters.Health
	preview reporters.Preview
	err     error
}

func (f *fake) Health() reporters.Health            { return f.health }
func (f *fake) Preview() (reporters.Preview, error) { return f.preview, f.err }

func TestReportersAreShown(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Counter("c")
		pass(time.Second)
		down := &fake{
			health: reporters.Health{
				Reporter: "graphite", Captured: 60, Acknowledged: 10, DroppedOverflow: 30, DroppedAge: 5, Queued: 15, Attempts: 9, Failures: 8,
				Failing: true, LastError: "connection refused", LastSuccess: time.Now().Add(-90 * time.Second), Lag: 70 * time.Second,
			},
			preview: reporters.Preview{
				Body: []byte("c.count 1 2\n"), Points: 1,
				Decisions: []reporters.Decision{{Series: "c", Reported: true, Rule: "allow c"}, {Series: "d"}},
			},
		}
		broken := &fake{health: reporters.Health{Reporter: "file"}, err: errors.New("a rule panics")}
		v := &View{Name: page.Reporters, Reporters: func() []Reporter { return []Reporter{down, broken} }}
		p := v.Page(h)
		facts := map[string]string{}
		for _, f := range p.Blocks[1].(*page.Strip).Facts {
			facts[f.Name] = f.Value
		}
		expect(t, "the state", []string{facts["State"], facts["Last success"], facts["Lag"], facts["Dropped"]}, "[Failing 1 min ago 1.2 min 35]")
		expect(t, "the losses", said(p.Blocks[2].(*page.List)), "[Last error  00:00:00 connection refused Dropped, spool full  30 the oldest had to go: raise reporters.Options.Spool "+
			"Dropped, too old  5 they waited longer than reporters.Options.SpoolAge]")
		preview := p.Blocks[3].(*page.Preview)
		expect(t, "the lines", preview.Lines, "c.count 1 2\n")
		expect(t, "the rules", preview.Rules, "[{c true allow c } {d false no rule: everything is reported }]")
		expect(t, "one that cannot tell", p.Blocks[7].(*page.Preview).Text, "a rule panics")

		attention := said((&View{Reporters: v.Reporters}).Page(h).Lead.(*page.List))
		expect(t, "what to look at", attention, "[graphite does not deliver  connection refused]")
		if blocks := v.Now(h).Blocks; len(blocks) != 6 {
			t.Errorf("an update has %d blocks, want no previews", len(blocks))
		}
	})
}

func TestWhatAReporterSendsIsCut(t *testing.T) {
	shown, more := lines([]byte(strings.Repeat("a line of text\n", 2000)))
	expect(t, "the lines", []any{strings.Count(shown, "\n"), more}, "[1092 908 more lines]")
	shown, more = lines([]byte{0xff, 0})
	expect(t, "what is no text", []any{shown, more}, "[ 2 B that are no text]")
}

func TestAboutSaysWhatExplodes(t *testing.T) {
	inTimeWith(t, &metrics.Options{MaxSeries: 3, Logger: slog.New(slog.DiscardHandler)}, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		family := reg.CounterVec("web/hits", []string{"code", "user"})
		for i := range 20 {
			family.With("2xx", fmt.Sprint(i)).Inc()
		}
		pass(time.Second)
		p := (&View{Name: page.About, Stats: h.Stats, Viewers: func() Viewers { return Viewers{1, 16, 2} }}).Page(h)
		expect(t, "what explodes", said(list(t, p, "exploding")), "[web/hits  3 17 user 3, code 1]")
		facts := p.Blocks[1].(*page.Strip).Facts
		if len(facts) < 7 || !strings.HasSuffix(facts[1].Value, " of 32.0 MiB") {
			t.Errorf("what it costs: %+v", facts)
		}
		expect(t, "what to look at", said((&View{}).Page(h).Lead.(*page.List)),
			"[web/hits has too many labels  17 lookups beyond 3 series; the label user has most values]")
	})
}

// What is sent of a page later is what a page has that is made then, whole.
func TestUpdatesSayWhatThePageSays(t *testing.T) {
	labelled := &metrics.Options{Labels: []metrics.Label{metrics.L("host", "a")}}
	inTimeWith(t, labelled, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		calls := reg.TimerVec("http/server/requests", []string{"route", "status"})
		misses := reg.CounterVec("misses", []string{"kind"})
		for i := range 10 * 60 {
			for _, route := range []string{"GET /", "GET /search"} {
				watch := calls.With(route, "200").Start()
				pass(10 * time.Millisecond)
				watch.Fail(errors.New("no"))
			}
			misses.With("cold").Add(uint64(1 + i/540*9))
			misses.With("warm").Add(1)
			pass(980 * time.Millisecond)
		}
		for _, tab := range page.Tabs {
			v := &View{Name: tab.View}
			whole, update := v.Page(h), v.Update(h, 0)
			if got, want := string(update.State()), string(whole.State()); got != want {
				t.Errorf("%s is updated to\n%s, and is\n%s", tab.Name, got, want)
			}
		}
		changed := list(t, (&View{}).Update(h, 0), "changed")
		expect(t, "what has changed", strings.Join(said(changed)[:1], "")[:17], "misses kind=cold ")
		expect(t, "where that leads to", changed.Entries[0].Href, "?path=misses&query=*{host=a,kind=cold}")
	})
}
