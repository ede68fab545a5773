//go:build doctest

// Package prelude surrounds statements that make a handler out of a mux.
package prelude

import (
	"net/http"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

func withMetrics(mux *http.ServeMux) http.Handler {
	//doctest:fragment
	return handler
}

var (
	_ = withMetrics
	_ = metrics.Default
	_ = httpmetrics.Middleware
	_ = runtimemetrics.Register
)
