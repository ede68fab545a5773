//go:build doctest

// Package prelude surrounds statements that show the instruments at work on a queue and a search that may fail.
package prelude

import (
	"context"

	"github.com/binnacle-go/metrics"
)

var queue []string

func instruments(ctx context.Context, search func(context.Context) error) error {
	//doctest:fragment
	return err
}

var (
	_ = instruments
	_ = metrics.Default
)
