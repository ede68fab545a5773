package expvarmetrics_test

import (
	"expvar"
	"fmt"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/expvarmetrics"
)

// Variables that the program has anyway.
var (
	requests = expvar.NewMap("example_requests")
	size     = expvar.NewInt("example_size")
)

func ExampleRegister() {
	requests.Add("GET", 3)
	registry := metrics.NewRegistry(nil)
	expvarmetrics.Register(registry.Scope, nil)

	get, _ := registry.Snapshot().Get("expvar/example_requests/GET")
	fmt.Println(get.Kind, get.Value > 0)
	// Output: gauge true
}

func ExampleOptions() {
	size.Set(7)
	registry := metrics.NewRegistry(nil)
	expvarmetrics.Register(registry.Scope, &expvarmetrics.Options{
		Skip:      func(name string) bool { return name != "example_size" },
		MaxSeries: 100,
	})

	shown, _ := registry.Snapshot().Get("expvar/example_size")
	_, others := registry.Snapshot().Get("expvar/example_requests/GET")
	fmt.Println(shown.Value, others)
	// Output: 7 false
}
