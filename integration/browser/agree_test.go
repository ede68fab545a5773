package browser_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/expected"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/integration/parse"
)

// What the page says of a quiet registry is what its JSON and its exposition say, and what the registry holds.
func TestPageJSONAndExpositionAgree(t *testing.T) {
	t.Parallel()
	reg := specimen.New()
	url := show(t, reg, mounts[1])
	p := opened(t, url+"?query=**")

	var tree any
	decoder := json.NewDecoder(bytes.NewReader(fetch(t, url+"?format=json")))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	exposed, err := parse.Parse("text/plain; version=0.0.4", fetch(t, url+"?format=prometheus"))
	if err != nil {
		t.Fatal(err)
	}

	checked := map[metrics.Kind]int{}
	for _, s := range reg.Snapshot().Series {
		want := value(&s)
		switch s.Kind {
		case metrics.KindGauge:
			onPage(t, &s, eval[string](t, p, text(s.ID(), "now")))
		case metrics.KindState, metrics.KindText:
			same(t, "the page", &s, eval[string](t, p, text(s.ID(), "now")), want)
		default:
			same(t, "the page", &s, eval[string](t, p, total(s.ID())), want)
		}
		same(t, "JSON", &s, inJSON(tree, &s), want)
		for _, sample := range expected.Of(&metrics.Snapshot{Series: []metrics.Series{s}}) {
			if got, ok := exposed.Values[sample.ID]; s.Kind <= metrics.KindGauge && (!ok || got != sample.Value) {
				t.Errorf("%s is %v in the exposition (there: %v), want %v", sample.ID, got, ok, sample.Value)
			}
		}
		checked[s.Kind]++
	}
	if len(checked) != int(metrics.KindText) {
		t.Errorf("only the kinds %v were compared", checked)
	}
}

func same(t *testing.T, where string, s *metrics.Series, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q in %s, want %q", s.ID(), got, where, want)
	}
}

// value returns what everything must say of a series: a gauge's value, a count, or the present state or text.
func value(s *metrics.Series) string {
	switch s.Kind {
	case metrics.KindGauge:
		return number(s.Value)
	case metrics.KindState, metrics.KindText:
		return s.Text
	}
	return strconv.FormatUint(s.Count, 10)
}

// scales are the signs behind the numbers on the page.
var scales = map[string]float64{
	"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
	"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
}

// onPage checks a gauge's number on the page, which is rounded to about three digits.
func onPage(t *testing.T, s *metrics.Series, shown string) {
	t.Helper()
	if math.IsNaN(s.Value) {
		same(t, "the page", s, shown, "–")
		return
	}
	digits, sign, _ := strings.Cut(shown, " ")
	v, err := strconv.ParseFloat(digits, 64)
	scale, known := scales[sign]
	if err != nil || !known || math.Abs(v-s.Value/scale) > math.Abs(s.Value/scale)/100 {
		t.Errorf("%s is %q on the page, want about %v", s.ID(), shown, s.Value)
	}
}

// number writes a number as comparisons here need it; no value is "-".
func number(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// inJSON returns what the JSON document says of a series: its value, its count or its present state.
func inJSON(tree any, s *metrics.Series) string {
	for _, part := range metrics.SplitPath(s.Name) {
		tree = tree.(map[string]any)[part]
	}
	if family, ok := tree.([]any); ok {
		tree = member(family, s)
	}
	if object, ok := tree.(map[string]any); ok {
		for _, key := range []string{"value", "count", "state"} {
			if v, ok := object[key]; ok {
				tree = v
				break
			}
		}
	}
	switch v := tree.(type) {
	case nil:
		return "-"
	case json.Number:
		if f, err := v.Float64(); err == nil && s.Kind == metrics.KindGauge {
			return number(f)
		}
		return v.String()
	case string:
		return v
	}
	return "?"
}

// member returns the object of a labelled family that has a series' labels.
func member(family []any, s *metrics.Series) any {
	for _, m := range family {
		labels := m.(map[string]any)["labels"].(map[string]any)
		same := len(labels) == len(s.Labels)
		for _, l := range s.Labels {
			same = same && labels[l.Key] == l.Value
		}
		if same {
			return m
		}
	}
	return nil
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, resp.Status, err)
	}
	return body
}
