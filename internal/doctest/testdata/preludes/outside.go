//go:build doctest

package prelude

import "github.com/binnacle-go/metrics"

//doctest:fragment

var _ = metrics.Default
