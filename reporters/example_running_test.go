package reporters_test

import (
	"context"
	"fmt"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

func ExampleRunning() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(2)
	all := reporters.Start(registry, printer{}, nil)
	some := reporters.Start(registry, printer{}, &reporters.Options{Rules: reporters.MustRules("forbid web/hits")})
	for _, r := range reporters.Running(registry) {
		preview, err := r.Preview()
		fmt.Printf("%s: %d queued, next %q, %v\n", r.Name(), r.Health().Queued, preview.Body, err)
	}
	_ = some.Close(context.Background())
	_ = all.Close(context.Background())
	// Output:
	// printer: 0 queued, next "web/hits 2\n", <nil>
	// printer#2: 0 queued, next "", <nil>
	// web/hits 2
}
