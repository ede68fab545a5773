package prometheus

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

// MirrorOptions configure [Mirror]. A nil *MirrorOptions and zero fields mean the defaults.
type MirrorOptions struct {
	// Skip returns true for the names of metric families to leave out. It is called on one goroutine at a time.
	// Default: none is left out.
	Skip func(name string) bool

	// MaxSeries bounds the series that are shown. Default: 10,000.
	MaxSeries int

	// Timeout is how long the gatherer may take until its series are taken away. Default: 10 s.
	Timeout time.Duration
}

// mirrorSource is the name of the scope below which a mirror has its series.
const mirrorSource = "prometheus"

// Mirror shows what a gatherer gathers as series under "prometheus" on a scope, usually a registry's root. It is
// gathered once for each snapshot of the registry, while that is taken. Nothing else should make series there, and
// there should be one mirror on a scope. To remove it, close the scope's sub-scope "prometheus". What comes, goes,
// fails or is slow is treated as package mirror says.
//
//	counter            a counter; a gauge for good once its value is not a whole number that a uint64 holds
//	gauge, untyped     a gauge
//	classic histogram  a histogram, each observation taken as the upper bound of its bucket, and in the bucket without
//	                   one as the lower bound: quantiles are never too low unless they lie beyond the last bound, and
//	                   too high by at most the width of a bucket
//	native histogram   a histogram, each observation taken as the geometric middle of its bucket: at schema 3 quantiles
//	                   are within 4.5 %, at schema 8 within 0.2 %, besides the 1 % of the histogram itself
//	summary            a gauge for each quantile, with the label quantile; NAME_count, a counter
//	NAME_info          a text, where the family has one metric and its value is 1: the values of its labels
//
// Histograms and summaries have their exact sum in the gauge NAME_sum. Observations below zero count as zero and as
// clamped. A histogram that has native and classic buckets is taken as native. Units are those that names end with.
//
// A gatherer that has a [Collector] of the same registry is better mirrored without it: all its series would be there
// twice, the second time under "prometheus".
func Mirror(scope *metrics.Scope, gatherer prometheus.Gatherer, o *MirrorOptions) {
	var options MirrorOptions
	if o != nil {
		options = *o
	}
	g := &gathering{gatherer: gatherer, skip: options.Skip, fractional: map[string]bool{}}
	mirror.Show(scope, mirrorSource, g.read, &mirror.Options{MaxSeries: options.MaxSeries, Timeout: options.Timeout})
}
