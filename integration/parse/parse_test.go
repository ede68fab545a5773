package parse_test

import (
	"maps"
	"testing"

	"github.com/binnacle-go/metrics/integration/parse"
)

const (
	text        = "text/plain; version=0.0.4"
	openMetrics = "application/openmetrics-text; version=1.0.0"
)

func TestParse(t *testing.T) {
	e, err := parse.Parse(openMetrics, []byte("# HELP a_bytes h\\n\\\"\n# TYPE a_bytes gauge\n# UNIT a_bytes bytes\n"+
		"a_bytes{x=\"1\\n\"} 2.5\n{\"b c\",\"k k\"=\"\"} 1e-300\n# EOF\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{parse.ID("a_bytes", "x", "1\n"): 2.5, parse.ID("b c", "k k", ""): 1e-300}
	if !maps.Equal(e.Values, want) {
		t.Errorf("values %v, want %v", e.Values, want)
	}
	if e.Types["a_bytes"] != "gauge" || e.Units["a_bytes"] != "bytes" || e.Helps["a_bytes"] != "h\n\"" {
		t.Errorf("metadata %v %v %q", e.Types, e.Units, e.Helps)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, in := range map[string]struct{ contentType, body string }{
		"no content type": {"", "a 1\n"},
		"no end":          {openMetrics, "a 1\n"},
		"series twice":    {text, "a{x=\"1\"} 1\na{x=\"1\"} 2\n"},
		"type twice":      {text, "# TYPE a gauge\na 1\n# TYPE a gauge\n"},
		"invalid UTF-8":   {text, "a{x=\"\xff\"} 1\n"},
		"a second value":  {text, "a 1 2 3\n"},
	} {
		if e, err := parse.Parse(in.contentType, []byte(in.body)); err == nil {
			t.Errorf("%s: no error, but %v", name, e.Values)
		}
	}
}
