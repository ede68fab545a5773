package hdrlog_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/hdrlog"
)

func ExampleWriter() {
	registry := metrics.NewRegistry(nil)
	search := registry.Timer("web/search", metrics.L("index", "main"))
	var file strings.Builder
	log := hdrlog.NewWriter(&file, &hdrlog.Options{Comment: "shop on web1"})

	// Once an interval, for instance each minute:
	search.Observe(250 * time.Millisecond)
	if err := log.Write(registry.Snapshot().Since(nil)); err != nil {
		fmt.Println(err)
	}

	// Anything that knows the format reads it:
	line, err := hdrhistogram.NewHistogramLogReader(strings.NewReader(file.String())).NextIntervalHistogram()
	fmt.Println(line.Tag(), line.TotalCount(), err)
	// Output: web/search{index="main"} 1 <nil>
}

func ExampleTag() {
	fmt.Println(hdrlog.Tag(&metrics.Series{
		Name: "web/search", Labels: []metrics.Label{metrics.L("code", "200"), metrics.L("query", "a b")},
	}))
	// Output: web/search{code="200"%2Cquery="a%20b"}
}

func ExampleOptions() {
	var file strings.Builder
	_ = hdrlog.NewWriter(&file, &hdrlog.Options{Comment: "shop on web1"}).Write(metrics.NewRegistry(nil).Snapshot())
	head, _, _ := strings.Cut(file.String(), "\n")
	fmt.Println(head)
	// Output: # shop on web1
}
