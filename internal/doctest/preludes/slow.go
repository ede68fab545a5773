//go:build doctest

// Package prelude surrounds statements that time a report.
package prelude

import (
	"context"
	"log/slog"
	"time"

	"github.com/binnacle-go/metrics"
)

func slowCalls(ctx context.Context, reg *metrics.Registry, report func(context.Context) (rows int, err error)) {
	//doctest:fragment
}

var (
	_ = slowCalls
	_ = slog.Int
	_ = time.Minute
)
