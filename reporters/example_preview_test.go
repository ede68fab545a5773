package reporters_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

func ExamplePreview() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(2)
	runner := reporters.Start(registry, printer{}, nil)
	preview, err := runner.Preview()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("would send: %s", preview.Body)
	fmt.Print("sends: ")
	_ = runner.Close(context.Background())
	// Output:
	// would send: web/hits 2
	// sends: web/hits 2
}

func ExampleDecision() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits")
	registry.Counter("web/debug/dumps")
	rules := reporters.MustRules("prune web/debug", "rename web to site")
	runner := reporters.Start(registry, printer{}, &reporters.Options{Rules: rules})
	preview, _ := runner.Preview()
	for _, d := range preview.Decisions {
		if d.Reported {
			fmt.Println(d.Series, "as", d.Name)
		} else if d.Rule == "prune web/debug" {
			fmt.Println(d.Series, "is left out by", d.Rule)
		}
	}
	fmt.Print("sends: ")
	_ = runner.Close(context.Background())
	// Output:
	// web/debug/dumps is left out by prune web/debug
	// web/hits as site/hits
	// sends: site/hits 0
}

func ExampleRetryError() {
	// What a Send that got HTTP 429 with Retry-After: 30 returns.
	err := &reporters.RetryError{After: 30 * time.Second, Err: errors.New("429 Too Many Requests")}
	fmt.Println(err, "- again in", err.After)
	// Output: 429 Too Many Requests - again in 30s
}

func ExamplePartialError() {
	// What a Send returns whose backend has taken all points but two.
	err := fmt.Errorf("send to host: %w", &reporters.PartialError{Rejected: 2, Err: errors.New("timestamps too old")})
	fmt.Println(err)
	// Output: send to host: timestamps too old
}
