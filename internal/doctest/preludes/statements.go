//go:build doctest

// Package prelude surrounds statements of a program that has a context and a mux.
package prelude

import (
	"context"
	"net/http"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/expvarmetrics"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
	"github.com/binnacle-go/metrics/reporters/graphite"
	"github.com/binnacle-go/metrics/reporters/influx"
	"github.com/binnacle-go/metrics/reporters/statsd"
)

func statements(ctx context.Context, mux *http.ServeMux) {
	//doctest:fragment
}

var (
	_ = statements
	_ = time.Second
	_ = metrics.Default
	_ = dashboard.New
	_ = history.New
	_ = reporters.Start
	_ = graphite.New
	_ = statsd.New
	_ = influx.New
	_ = file.New
	_ = expvarmetrics.Register
)
