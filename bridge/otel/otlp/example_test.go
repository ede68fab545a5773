package otlp_test

import (
	"context"
	"fmt"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/otel/otlp"
	"github.com/binnacle-go/metrics/reporters"
)

func ExampleNew() {
	runner := reporters.Start(metrics.NewRegistry(nil), otlp.New("http://localhost:4318/v1/metrics", nil), nil)
	fmt.Println(runner.Name())
	// At the end of the program:
	fmt.Println(runner.Close(context.Background()))
	// Output:
	// otlp/localhost:4318
	// <nil>
}

func ExampleOptions() {
	reporter := otlp.New("https://otlp.example.com/v1/metrics", &otlp.Options{
		Headers: map[string]string{"api-key": "..."},
	})
	fmt.Println(reporter.Name())
	// Output: otlp/otlp.example.com
}
