package runtimemetrics_test

import (
	"fmt"
	"runtime"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

func ExampleRegister() {
	reg := metrics.NewRegistry(nil)
	runtimemetrics.Register(reg.Scope)

	runtime.GC()

	s := reg.Snapshot()
	cycles, _ := s.Get("runtime/gc/cycles")
	goroutines, _ := s.Get("runtime/goroutines")
	fmt.Println(cycles.Count > 0, goroutines.Value > 0)
	// Output: true true
}
