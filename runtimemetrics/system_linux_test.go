package runtimemetrics

import (
	"math"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// system returns a gauge of the process from a snapshot for which the values were read.
func system(t *testing.T, r *metrics.Registry, name string) float64 {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; {
		s := r.Snapshot()
		if reading, _ := s.Get("runtime/reading_time"); reading.Err != "" && time.Now().Before(deadline) {
			continue
		}
		x, ok := s.Get("runtime/process/" + name)
		if !ok || !(x.Value > 0) {
			t.Fatalf("process/%s is %+v", name, x)
		}
		return x.Value
	}
}

func TestProcessMemoryFollowsAllocation(t *testing.T) {
	r := metrics.NewRegistry(nil)
	Register(r.Scope)
	before := system(t, r, "memory")
	block := make([]byte, 64<<20)
	for i := range block {
		block[i] = 1
	}
	if after := system(t, r, "memory"); after < before+48<<20 || after > before+256<<20 {
		t.Errorf("resident memory went from %v to %v with 64 MB more", before, after)
	}
	runtime.KeepAlive(block)
}

func TestOpenFilesAreCounted(t *testing.T) {
	r := metrics.NewRegistry(nil)
	Register(r.Scope)
	before := system(t, r, "fds")
	for range 20 {
		f, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
	if after := system(t, r, "fds"); after != before+20 {
		t.Errorf("%v files open, want %v", after, before+20)
	}
	if counted := countEntries("/proc/self/fd"); counted != before+20 {
		t.Errorf("counted %v files open, want %v", counted, before+20)
	}
	if limit := system(t, r, "fds_limit"); limit < before {
		t.Errorf("%v files allowed, but %v are open", limit, before)
	}
}

func TestCPUTimeRises(t *testing.T) {
	r := metrics.NewRegistry(nil)
	Register(r.Scope)
	before := system(t, r, "cpu_time")
	for deadline := time.Now().Add(10 * time.Second); system(t, r, "cpu_time") < before+0.05; {
		if time.Now().After(deadline) {
			t.Fatal("10 s of work used less than 50 ms of CPU")
		}
	}
	if cores := system(t, r, "cpu"); cores > 1.1*float64(runtime.NumCPU()) {
		t.Errorf("%v of %d processors busy", cores, runtime.NumCPU())
	}
}

func TestResidentBytes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]float64{
		"1000 25 10 1 0 100 0\n": 25 * 4096,
		"":                       math.NaN(),
		"1000":                   math.NaN(),
		"1000 x":                 math.NaN(),
		"1000 -1":                math.NaN(),
	} {
		if got := residentBytes(in, 4096); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func FuzzResidentBytes(f *testing.F) {
	f.Add("1000 25 10 1 0 100 0\n")
	f.Add("1 18446744073709551615")
	f.Add(" \x00 9")
	f.Fuzz(func(t *testing.T, statm string) {
		if got := residentBytes(statm, 4096); got < 0 || math.IsInf(got, 0) {
			t.Errorf("%q: %v", statm, got)
		}
	})
}

func TestAMissingDirectoryHasNoEntries(t *testing.T) {
	t.Parallel()
	if got := countEntries(t.TempDir() + "/none"); !math.IsNaN(got) {
		t.Errorf("%v entries in a directory that is not there", got)
	}
}
