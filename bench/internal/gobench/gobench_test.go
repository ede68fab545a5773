package gobench

import (
	"maps"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	got, err := Read(strings.NewReader(`goos: linux
pkg: example.com/x
BenchmarkDay-2   	       1	9000000000 ns/op	        15.50 MiB	         0 dropped
BenchmarkSample/timers=100-2         	    1000	   1234 ns/op	 0.5000 %core	 7 B/op
BenchmarkAlone 	 10	 5 ns/op
PASS
ok  	example.com/x	1.0s
`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[Figure]float64{
		{"Day", "ns/op"}: 9e9, {"Day", "MiB"}: 15.5, {"Day", "dropped"}: 0,
		{"Sample/timers=100", "ns/op"}: 1234, {"Sample/timers=100", "%core"}: 0.5, {"Sample/timers=100", "B/op"}: 7,
		{"Alone", "ns/op"}: 5,
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestRunTellsWhatFailed(t *testing.T) {
	if _, err := Run(t.TempDir(), ".", "Nothing"); err == nil || !strings.Contains(err.Error(), "run the benchmarks Nothing") {
		t.Errorf("error %v", err)
	}
}
