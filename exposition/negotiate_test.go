package exposition_test

import (
	"testing"

	"github.com/binnacle-go/metrics/exposition"
)

func TestNegotiate(t *testing.T) {
	openUTF8 := exposition.Format{Syntax: exposition.OpenMetrics100, Escaping: exposition.AllowUTF8}
	tests := []struct {
		about, accept string
		want          exposition.Format
		quality       float64
	}{
		{"none", "", text, 1},
		{"curl", "*/*", text, 1},
		{"Prometheus 3", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
			"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4," +
			"text/plain;version=0.0.4;q=0.3,*/*;q=0.2", openUTF8, 0.6},
		{"Prometheus 3 with native histograms", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;" +
			"encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6," +
			"text/plain;version=0.0.4;q=0.3,*/*;q=0.2", openMetrics, 0.6},
		{"Prometheus 2.40", "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75," +
			"text/plain;version=0.0.4;q=0.5,*/*;q=0.1", openMetrics, 1},
		{"Prometheus 2.20", "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", text, 0.5},
		{"a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", text, 0.8},
		{"dots", "text/plain;version=0.0.4;escaping=dots", exposition.Format{Escaping: exposition.Dots}, 1},
		{"values", `application/openmetrics-text; escaping="values"`, exposition.Format{Syntax: exposition.OpenMetrics100, Escaping: exposition.Values}, 1},
		{"unknown escaping", "text/plain;escaping=none", text, 1},
		{"no version of OpenMetrics", "application/openmetrics-text", openMetrics, 1},
		{"a version we lack", "application/openmetrics-text;version=2.0.0", text, 0},
		{"a version we lack and anything", "application/openmetrics-text;version=2.0.0,*/*;q=0.1", text, 0.1},
		{"JSON", "application/json", text, 0},
		{"protobuf", "application/vnd.google.protobuf", text, 0},
		{"group", "text/*", text, 1},
		{"other group", "application/*;q=0.3", openMetrics, 0.3},
		{"case and blanks", " Text/Plain ; Version=0.0.4 ; Q=0.7 ", text, 0.7},
		{"the closest range tells the quality", "*/*;q=1,text/plain;q=0.1,application/openmetrics-text;q=0.2", openMetrics, 0.2},
		{"refused", "text/plain;q=0,application/openmetrics-text;q=0,*/*", text, 0},
		{"order decides between equals", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4", openMetrics, 1},
		{"order decides between equals, the other way", "text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0", text, 1},
		{"bad quality", "text/plain;q=much", text, 1},
		{"quality that is no number", "text/plain;q=NaN", text, 1},
		{"quality out of range", "text/plain;q=7", text, 1},
		{"garbage", ";;,=,;q", text, 0},
		{"only commas", ",,,", text, 0},
	}
	for _, test := range tests {
		got, quality := exposition.Negotiate(test.accept)
		if got != test.want || quality != test.quality {
			t.Errorf("%s: got %+v with %v, want %+v with %v", test.about, got, quality, test.want, test.quality)
		}
	}
}

func TestContentType(t *testing.T) {
	want := []string{
		"text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
		"text/plain; version=0.0.4; charset=utf-8; escaping=dots",
		"text/plain; version=0.0.4; charset=utf-8; escaping=values",
		"text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
		"application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
		"application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots",
		"application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=values",
		"application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
	}
	for i, f := range allFormats() {
		if got := f.ContentType(); got != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.2")
	f.Add("text/plain;q=1e400,;=;")
	f.Fuzz(func(t *testing.T, accept string) {
		format, quality := exposition.Negotiate(accept)
		if !(quality >= 0 && quality <= 1) {
			t.Fatalf("quality %v", quality)
		}
		if quality == 0 && format != text {
			t.Fatalf("%+v is not the last resort", format)
		}
		if again, _ := exposition.Negotiate(format.ContentType()); again != format {
			t.Fatalf("%+v negotiates to %+v", format, again)
		}
	})
}
