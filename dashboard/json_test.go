package dashboard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestJSONValues(t *testing.T) {
	tests := []struct {
		name  string
		fill  func(*metrics.Registry)
		want  string
		match string // a part of the answer, if not all of it
	}{
		{"an empty registry", func(*metrics.Registry) {}, `{}`, ""},
		{"a counter", func(r *metrics.Registry) { r.Counter("a").Add(3) }, `{"a":3}`, ""},
		{"a counter beyond 2^53", func(r *metrics.Registry) { r.Counter("a").Add(1<<53 + 1) }, `{"a":9007199254740993}`, ""},
		{"the largest counter", func(r *metrics.Registry) { r.Counter("a").Add(math.MaxUint64) }, `{"a":18446744073709551615}`, ""},
		{"gauges", func(r *metrics.Registry) {
			for i, v := range []float64{0, -1.5, 0.1, 1e20, 1e21, 1e-7, 5e-324, math.MaxFloat64} {
				r.Gauge(string(rune('a' + i))).Set(v)
			}
		}, `{"a":0,"b":-1.5,"c":0.1,"d":100000000000000000000,"e":1e+21,"f":1e-7,"g":5e-324,"h":1.7976931348623157e+308}`, ""},
		{"no value", func(r *metrics.Registry) {
			r.Gauge("a").Set(math.NaN())
			r.Gauge("b").Set(math.Inf(-1))
			r.GaugeFunc("c", func() float64 { panic("broken") })
			r.TextFunc("d", func() string { panic("broken") })
		}, `{"a":null,"b":null,"c":null,"d":null}`, ""},
		{"a text", func(r *metrics.Registry) { r.Text("a").Set("<é\u2028\x00\x7f\n\t\"\\\xff>") },
			`{"a":"<é\u2028\u0000\u007f\n\t\"\\` + "\uFFFD" + `>"}`, ""},
		{"scopes, sorted by component", func(r *metrics.Registry) {
			for _, name := range []string{"a/b", "a-b", "a", "a/a/a", "a\x00", "b"} {
				r.Counter(name)
			}
		}, `{"a":{"":0,"a":{"a":0},"b":0},"a\u0000":0,"a-b":0,"b":0}`, ""},
		{"an idle timer", func(r *metrics.Registry) { r.Timer("t") }, "", `"min":null,"max":null,"mean":null,"stddev":null,"p50":null`},
		{"a timer", func(r *metrics.Registry) { r.Timer("t").Observe(250 * time.Millisecond) }, "", `"min":0.25,"max":0.25`},
		{"a family of counters", func(r *metrics.Registry) {
			v := r.CounterVec("a", []string{"z", "k"})
			v.With("1", "y").Add(2)
			v.With("1", "x").Add(1)
		}, `{"a":[{"labels":{"k":"x","z":"1"},"value":1},{"labels":{"k":"y","z":"1"},"value":2}]}`, ""},
		{"a family of one", func(r *metrics.Registry) { r.Gauge("a", metrics.L("k", "v")).Set(1) }, `{"a":[{"labels":{"k":"v"},"value":1}]}`, ""},
		{"a family with a series without labels", func(r *metrics.Registry) {
			r.Text("a").Set("x")
			r.Text("a", metrics.L("k", "v")).Set("y")
		}, `{"a":[{"labels":{},"value":"x"},{"labels":{"k":"v"},"value":"y"}]}`, ""},
		{"a family of histograms", func(r *metrics.Registry) {
			r.HistogramVec("h", []string{"k"}).With("v").Observe(7)
		}, "", `{"h":[{"labels":{"k":"v"},"count":1,"rate":`},
		{"keys that are not UTF-8", func(r *metrics.Registry) {
			r.Counter("a\xff").Add(1)
			r.Counter("a\xfe").Add(2)
			r.Counter("a\uFFFD").Add(3)
			r.Counter("a\uFFFDff").Add(4)
			r.Counter("a\U00010000").Add(5)
		}, `{"a` + "\uFFFD" + `fe":2,"a` + "\uFFFD" + `ff":1,"a` + "\uFFFD\uFFFD" + `":3,"a` + "\uFFFD\uFFFD" + `ff":4,"a` + "\U00010000" + `":5}`, ""},
		{"label keys that are not UTF-8", func(r *metrics.Registry) {
			r.Counter("a", metrics.L("\xff", "1"), metrics.L("\xfe", "2"))
		}, `{"a":[{"labels":{"` + "\uFFFD" + `fe":"2","` + "\uFFFD" + `ff":"1"},"value":0}]}`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg := metrics.NewRegistry(nil)
			test.fill(reg)
			got := strings.TrimSuffix(get(newDashboard(t, reg, nil), "format=json").Body.String(), "\n")
			if test.match == "" && got != test.want || !strings.Contains(got, test.match) {
				t.Errorf("got  %s\nwant %s%s", got, test.want, test.match)
			}
		})
	}
}

func TestJSONOfStatistics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		timer, meter, state := reg.Timer("t"), reg.Meter("m"), reg.State("s")
		state.Set("idle")
		time.Sleep(8 * time.Second) // on the fake clock
		state.Set("busy\xff")
		time.Sleep(2 * time.Second)
		meter.Mark(20)
		for i := range 4 {
			timer.Observe(time.Duration(i+1) * time.Second)
		}
		reg.State("never")
		got := get(newDashboard(t, reg, nil), "format=prettyjson").Body.String()
		want := `{
  "m": {
    "count": 20,
    "rate": 2,
    "m1": 0,
    "m5": 0,
    "m15": 0
  },
  "never": {
    "state": null,
    "seconds": {}
  },
  "s": {
    "state": "busy` + "\uFFFD" + `",
    "seconds": {
      "busy` + "\uFFFD" + `ff": 2,
      "idle": 8
    }
  },
  "t": {
    "count": 4,
    "errors": 0,
    "rate": 0.4,
    "sum": `
		if !strings.HasPrefix(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func TestJSONOfOneTimerHasItsSlowCalls(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	at := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	ctx := metrics.ContextWithTrace(t.Context(), "4bf9", "00f0")
	reg.Timer("web/search").Start().FailContext(ctx, fmt.Errorf("no such file"), slog.String("q\xff", "a<b"), slog.Int("n", -1),
		slog.Uint64("u", math.MaxUint64), slog.Bool("ok", true), slog.Float64("f", math.NaN()),
		slog.Duration("d", time.Second), slog.Time("at", at), slog.Any("any", []int{1}),
		slog.Group("g", slog.Int("n", 1), slog.Group("", slog.Int("in", 2))), slog.Int("n", 2))
	d := newDashboard(t, reg, nil)
	var got struct {
		Web struct {
			Search struct{ Slow []map[string]any }
		}
	}
	body := get(d, params("format", "json", "path", "web/search")).Body.Bytes()
	if err := json.Unmarshal(body, &got); err != nil || len(got.Web.Search.Slow) != 1 {
		t.Fatalf("there is no slow call in %s: %v", body, err)
	}
	call := got.Web.Search.Slow[0]
	if call["error"] != "no such file" || call["trace_id"] != "4bf9" || call["span_id"] != "00f0" || call["seconds"].(float64) <= 0 {
		t.Errorf("the call is %v", call)
	}
	if at, err := time.Parse(time.RFC3339Nano, fmt.Sprint(call["time"])); err != nil || time.Since(at).Abs() > time.Hour {
		t.Errorf("it ended at %v", call["time"])
	}
	attrs, _ := json.Marshal(call["attrs"])
	if want := `{"any":"[1]","at":"2030-01-02T03:04:05Z","d":1,"f":null,"g.in":2,"g.n":1,"n":2,"ok":true,"q` + "\uFFFD" +
		`ff":"a\u003cb","u":18446744073709552000}`; string(attrs) != want {
		t.Errorf("its attributes are\n%s, want\n%s", attrs, want)
	}
	for _, query := range []string{params("format", "json"), params("format", "json", "path", "web")} {
		if all := get(d, query).Body.String(); strings.Contains(all, "slow") {
			t.Errorf("%s is more than the one timer, but has its slow calls: %s", query, all)
		}
	}
}

func TestLabelsOfTheRegistryMakeNoFamily(t *testing.T) {
	reg := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("host", "a")}})
	reg.Counter("plain")
	reg.Counter("family", metrics.L("k", "v"))
	got := get(newDashboard(t, reg, nil), "format=json").Body.String()
	if want := `{"family":[{"labels":{"host":"a","k":"v"},"value":0}],"plain":0}` + "\n"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDeepNamesStayReadable(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	deep := strings.Repeat("x/", 30_000) + "end"
	reg.Counter(deep).Add(1)
	reg.Counter(deep + "2").Add(2)
	body := get(newDashboard(t, reg, nil), "format=json").Body.Bytes()
	if !json.Valid(body) || !bytes.Contains(body, []byte(`end":1`)) || !bytes.Contains(body, []byte(`end2":2`)) {
		t.Errorf("two deep names became %d bytes that are not their JSON", len(body))
	}
}

// uniqueKeys fails if an object of the document has a key twice, or its scopes are not sorted.
func uniqueKeys(t *testing.T, document []byte) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(document))
	var value func()
	value = func() {
		token, err := dec.Token()
		if err != nil {
			t.Fatalf("the document is broken: %v\n%s", err, document)
		}
		if token != json.Delim('{') && token != json.Delim('[') {
			return
		}
		seen := map[any]bool{}
		for dec.More() {
			if token == json.Delim('{') {
				key, _ := dec.Token()
				if seen[key] {
					t.Errorf("the key %q is there twice in %s", key, document)
				}
				seen[key] = true
			}
			value()
		}
		dec.Token()
	}
	value()
}

// keyAsDocumented is a name as the package documentation says it appears as a key.
func keyAsDocumented(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '\uFFFD' && strings.HasPrefix(name[i:], "\uFFFD"):
			b.WriteString("\uFFFD\uFFFD")
		case r == '\uFFFD':
			fmt.Fprintf(&b, "\uFFFD%02x", name[i])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lookUp finds the value of a series in a decoded document.
func lookUp(document any, x *metrics.Series) any {
	for _, component := range strings.SplitN(x.Name, "/", 64) {
		scope, _ := document.(map[string]any)
		document = scope[keyAsDocumented(component)]
	}
	if scope, ok := document.(map[string]any); ok {
		document = scope[""]
	}
	family, _ := document.([]any)
	for _, member := range family {
		member := member.(map[string]any)
		labels := member["labels"].(map[string]any)
		same := len(labels) == len(x.Labels)
		for _, l := range x.Labels {
			same = same && labels[keyAsDocumented(l.Key)] == keyAsDocumented(l.Value)
		}
		if same {
			document = member["value"]
		}
	}
	return document
}

func FuzzJSON(f *testing.F) {
	f.Add("web/search", "web", "k", "v", 1.5, uint64(1))
	f.Add("a\xff", "a\xfe", "\xff", "\uFFFD", math.Inf(1), uint64(math.MaxUint64))
	f.Add("a\"b\n\x1b", "a/\u2028", "", "", -1e-9, uint64(1<<53+1))
	f.Add("", "/", "a/b", "</script>", math.NaN(), uint64(0))
	f.Fuzz(func(t *testing.T, first, second, key, label string, v float64, n uint64) {
		synctest.Test(t, func(t *testing.T) { checkJSON(t, first, second, key, label, v, n) })
	})
}

// checkJSON compares forms of the document of a registry while the clock stands still.
func checkJSON(t *testing.T, first, second, key, label string, v float64, n uint64) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("counters/" + first).Add(n)
	reg.Counter("counters/" + second).Add(1)
	reg.Counter("counters/"+second, metrics.L(key, label)).Add(n)
	reg.Gauge("gauges/" + first).Set(v)
	reg.Text("texts/"+first, metrics.L(key, label)).Set(second)
	reg.State("states/" + first).Set(label)
	reg.Histogram("histograms/" + second).Observe(v)
	reg.Timer("timers/"+second).Start().Stop(slog.String(key, label), slog.Float64(label, v))
	d := newDashboard(t, reg, nil)

	compact := get(d, "format=json&range=1m").Body.Bytes()
	uniqueKeys(t, compact)
	var indented bytes.Buffer
	if err := json.Indent(&indented, compact, "", "  "); err != nil {
		t.Fatalf("%v in %s", err, compact)
	}
	if pretty := get(d, "format=prettyjson&range=1m").Body.String(); pretty != indented.String() {
		t.Errorf("prettyjson is not json indented:\n%s\n%s", pretty, indented.String())
	}
	agree(t, reg, compact)
	uniqueKeys(t, get(d, params("format", "json", "path", "timers/"+second)).Body.Bytes())
}

// agree checks a document's counters, gauges and texts against the registry.
func agree(t *testing.T, reg *metrics.Registry, document []byte) {
	t.Helper()
	var tree any
	dec := json.NewDecoder(bytes.NewReader(document))
	dec.UseNumber()
	if err := dec.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	for _, x := range reg.Snapshot().Series {
		var want any
		switch x.Kind {
		case metrics.KindCounter:
			want = json.Number(fmt.Sprint(x.Count))
		case metrics.KindGauge:
			if !math.IsNaN(x.Value) {
				number, _ := json.Marshal(x.Value)
				want = json.Number(number)
			}
		case metrics.KindText:
			want = string([]rune(x.Text)) // each byte that is not UTF-8 becomes U+FFFD
		default:
			continue
		}
		if got := lookUp(tree, &x); got != want {
			t.Errorf("%s is %v in %s, want %v", x.ID(), got, document, want)
		}
	}
}
