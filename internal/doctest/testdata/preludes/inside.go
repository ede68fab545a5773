//go:build doctest

package prelude

import "github.com/binnacle-go/metrics"

func fragment(reg *metrics.Registry) {
	//doctest:fragment
}

var _ = fragment
