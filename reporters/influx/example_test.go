package influx_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/influx"
)

func ExampleReporter() {
	database := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Println(r.URL.Path, string(body[:strings.LastIndexByte(string(body), ' ')])) // all but the timestamp
		w.WriteHeader(http.StatusNoContent)
	}))
	defer database.Close()

	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.L("code", "200")).Add(3)
	reporter := influx.New(database.URL, &influx.Options{
		Database:      "shop",
		Tags:          []metrics.Label{metrics.L("zone", "eu")},
		NoCompression: true,
	})
	runner := reporters.Start(registry, reporter, nil)
	_ = runner.Close(context.Background())
	// Output: /write web/hits,code=200,zone=eu count=3i
}

func ExampleOptions() {
	// Version 2 of the API: an organisation, a bucket and a token.
	reporter := influx.New("https://influx.example:8086", &influx.Options{
		Org: "acme", Bucket: "shop", Token: "read it from a file",
		Precision: time.Second,
	})
	fmt.Println(reporter.Name())
	// Output: influx/influx.example:8086
}
