package result_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

func TestResultsAreKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "figures")
	if r, err := result.Load(file); err != nil || len(r) != 0 {
		t.Fatalf("of a file that is not there: %v, %v", r, err)
	}
	want := result.Results{}
	for _, v := range []float64{1.5, 2, 1e9} {
		want.Add(peers.Row{Work: "add", Library: "a", Call: "b"}, "serial", v)
		want.Add(peers.Row{Work: "add", Library: "a"}, "parallel", v)
	}
	if err := want.Save(file); err != nil {
		t.Fatal(err)
	}
	if got, err := result.Load(file); err != nil || !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if err := os.WriteFile(file, []byte("[{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := result.Load(file); err == nil {
		t.Error("a broken file is no error")
	}
}
