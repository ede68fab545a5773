package runtimemetrics_test

import (
	"fmt"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

func ExampleRegister() {
	reg := metrics.NewRegistry(nil)
	runtimemetrics.Register(reg.Scope)

	goroutines, _ := reg.Snapshot().Get("runtime/goroutines")
	fmt.Println(goroutines.Value >= 1, goroutines.Help)
	// Output: true Goroutines that exist. A number that only rises tells of a leak.
}
