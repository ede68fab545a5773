package points_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/points"
)

// recorded is a history of which the test says what it holds.
type recorded struct {
	history.Reader
	newest time.Time
	ranges map[string]history.Range // by name
}

func (r *recorded) Latest() history.Tick {
	s := &metrics.Snapshot{Time: r.newest}
	return history.Tick{Total: s}
}

func (r *recorded) Range(name string, _ []metrics.Label, _, _ time.Time, _ time.Duration) history.Range {
	return r.ranges[name]
}

var begin = time.Unix(1767366000, 0)

// collect reads the history of one series.
func collect(t testing.TB, x metrics.Series, r history.Range) *points.Set {
	t.Helper()
	r.Start = begin
	reader := &recorded{newest: begin.Add(15 * time.Second), ranges: map[string]history.Range{x.Name: r}}
	set, complete := points.Collect(reader, &metrics.Snapshot{Series: []metrics.Series{x}}, begin, begin.Add(20*time.Second), 0, 1000)
	if !complete {
		t.Fatal("not complete")
	}
	return set
}

func rowsOf(t testing.TB, set *points.Set) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := set.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The formats are what scripts rely on: nothing in them changes, though more may be added.
func TestFormats(t *testing.T) {
	const huge = 1<<53 + 1
	labels := []metrics.Label{{Key: "host", Value: "a,b"}}
	for name, x := range map[string]struct {
		series metrics.Series
		points []history.Point
		json   string
		rows   []string
	}{
		"counter": {
			metrics.Series{Name: "web/hits", Labels: labels, Kind: metrics.KindCounter, Unit: "1"},
			[]history.Point{{}, {Known: true, Partial: true, Span: 5 * time.Second, Count: huge}},
			`{"name":"web/hits","labels":{"host":"a,b"},"kind":"counter","unit":"1","start":1767366000,"step":10,"resolution":1,"error":0.0078125,"partial":true,` +
				`"points":{"count":[null,9007199254740993],"rate":[null,1.8014398509481985e+15]}}`,
			[]string{
				`2026-01-02T15:00:00Z|web/hits|{"host":"a,b"}|counter|1|`,
				`2026-01-02T15:00:10Z|web/hits|{"host":"a,b"}|counter|1|5|true|9007199254740993||1.8014398509481985e+15|||||||||||||||`,
			},
		},
		"gauge": {
			metrics.Series{Name: "level", Kind: metrics.KindGauge},
			[]history.Point{{Known: true, Value: -0.5, Min: -1, Max: 2}, {Known: true, Partial: true, Value: math.Inf(1), Min: math.NaN()}},
			`{"name":"level","labels":{},"kind":"gauge","unit":"","start":1767366000,"step":10,"resolution":1,"error":0.0078125,"partial":true,"points":{"value":[-0.5,null],"min":[-1,null],"max":[2,0]}}`,
			nil,
		},
		"state": {
			metrics.Series{Name: "mood", Kind: metrics.KindState},
			[]history.Point{
				{Known: true, States: []metrics.StateTime{{State: "idle", Time: 10 * time.Second}}},
				{Known: true, Partial: true, States: []metrics.StateTime{{State: "idle", Time: time.Second}, {State: "busy", Time: 4 * time.Second}}},
			},
			`{"name":"mood","labels":{},"kind":"state","unit":"","start":1767366000,"step":10,"resolution":1,"error":0.0078125,"partial":true,"points":{"idle":[10,1],"busy":[0,4]}}`,
			nil,
		},
		"text": {
			metrics.Series{Name: "version", Kind: metrics.KindText},
			[]history.Point{{Known: true, Text: "=\"1\""}, {Partial: true}},
			`{"name":"version","labels":{},"kind":"text","unit":"","start":1767366000,"step":10,"resolution":1,"error":0.0078125,"partial":true,"points":{"text":["=\"1\"",null]}}`,
			[]string{
				`2026-01-02T15:00:00Z|version|{}|text||10|||||||||||||||||||'="1"`,
				`2026-01-02T15:00:10Z|version|{}|text|||true`,
			},
		},
		"never sampled": {
			metrics.Series{Name: "new", Kind: metrics.KindMeter}, nil,
			`{"name":"new","labels":{},"kind":"meter","unit":"","step":10,"resolution":1,"error":0.0078125,"partial":false,"points":{"count":[],"rate":[]}}`,
			[]string{},
		},
	} {
		set := collect(t, x.series, history.Range{Step: 10 * time.Second, Resolution: time.Second, RelativeError: 1 / 128., Points: x.points})
		want := `{"from":"2026-01-02T15:00:00Z","to":"2026-01-02T15:00:20Z","series":[` + x.json + "]}\n"
		if got := string(set.AppendJSON(nil)); got != want {
			t.Errorf("%s:\n%s; want\n%s", name, got, want)
		}
		if x.rows == nil {
			continue
		}
		var got []string
		for _, row := range rowsOf(t, set)[1:] {
			got = append(got, strings.Join(row, "|"))
		}
		if len(got) != len(x.rows) {
			t.Fatalf("%s: %q", name, got)
		}
		for i := range got {
			cells, made := strings.CutSuffix(got[i], "|1|0.0078125") // the resolution and the error
			if !made || strings.TrimRight(cells, "|") != strings.TrimRight(x.rows[i], "|") {
				t.Errorf("%s:\n%s; want\n%s", name, got[i], x.rows[i])
			}
		}
	}
}

func TestStatisticsOfATimer(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	timer := registry.Timer("took")
	for i := range 1000 {
		timer.Observe(time.Duration(i+1) * time.Millisecond)
	}
	x, _ := registry.Snapshot().Get("took")
	set := collect(t, x, history.Range{Step: 10 * time.Second, Points: []history.Point{{Known: true, Count: 1000, Errors: 3, Dist: x.Dist}, {Known: true, Partial: true}}})
	rows := rowsOf(t, set)
	cell := func(row int, column string) string { return rows[row][slices.Index(rows[0], column)] }
	for column, want := range map[string]string{"count": "1000", "errors": "3", "rate": "100", "value": "", "states": "", "partial": ""} {
		if got := cell(1, column); got != want {
			t.Errorf("%s: %q; want %q", column, got, want)
		}
	}
	for _, q := range []struct {
		column string
		want   float64
	}{{"p50", 0.5}, {"p99", 0.99}, {"max", 1}, {"mean", 0.5005}, {"sum", 500.5}} {
		var got float64
		if err := json.Unmarshal([]byte(cell(1, q.column)), &got); err != nil || math.Abs(got-q.want) > 0.01*q.want {
			t.Errorf("%s: %v, %v; want %v", q.column, got, err, q.want)
		}
	}
	for column, want := range map[string]string{"count": "0", "errors": "0", "rate": "0", "p50": "", "max": "", "partial": "true"} {
		if got := cell(2, column); got != want {
			t.Errorf("nothing observed: %s: %q; want %q", column, got, want)
		}
	}
}

func TestHeader(t *testing.T) {
	const want = "time,name,labels,kind,unit,seconds,partial,count,errors,rate,sum,min,max,mean,stddev,p50,p75,p90,p95,p99,p999,p9999,value,states,text,resolution,error"
	if got := strings.Join(points.Header(), ","); got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

// Any names give valid JSON, and CSV of which no text is a formula.
func FuzzNames(f *testing.F) {
	f.Add("web/hits", "host", "a", "s")
	f.Add("=1+1", "\"", "\x00\xff", "@SUM(1)")
	f.Add("\ufffd", "\ufffdff", "\xff", "\r\n,;")
	f.Fuzz(func(t *testing.T, name, key, value, unit string) {
		x := metrics.Series{Name: name, Labels: []metrics.Label{{Key: key, Value: value}}, Kind: metrics.KindState, Unit: unit}
		set := collect(t, x, history.Range{Step: time.Second, Points: []history.Point{
			{Known: true, Count: 1, States: []metrics.StateTime{{State: value, Time: time.Second}}},
		}})
		var document struct {
			Series []struct {
				Labels map[string]string
				Points map[string][]float64
			}
		}
		if err := json.Unmarshal(set.AppendJSON(nil), &document); err != nil || len(document.Series[0].Labels) != 1 || len(document.Series[0].Points) != 1 {
			t.Fatal(err, document)
		}
		rows := rowsOf(t, set)
		if len(rows) != 2 {
			t.Fatalf("%q", rows)
		}
		for _, cell := range rows[1] {
			if cell != "" && strings.Contains("=+-@\t\r", cell[:1]) {
				t.Errorf("%q is a formula", cell)
			}
		}
		var labels, states map[string]any
		if err := json.Unmarshal([]byte(rows[1][2]), &labels); err != nil || len(labels) != 1 {
			t.Errorf("%q: %v", rows[1][2], err)
		}
		if err := json.Unmarshal([]byte(rows[1][slices.Index(rows[0], "states")]), &states); err != nil || len(states) != 1 {
			t.Errorf("%q: %v", rows[1], err)
		}
	})
}
