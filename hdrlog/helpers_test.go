package hdrlog_test

import (
	"io"
	"net/url"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics"
)

// read returns everything that hdrhistogram-go's own reader finds in a log.
func read(t *testing.T, log io.Reader) (all []*hdrhistogram.Histogram) {
	t.Helper()
	reader := hdrhistogram.NewHistogramLogReader(log)
	for {
		h, err := reader.NextIntervalHistogram()
		if err != nil {
			t.Fatalf("after %d lines: %v", len(all), err)
		}
		if h == nil {
			return all
		}
		all = append(all, h)
	}
}

// identity is what the documentation says of a tag.
func identity(t *testing.T, tag string) string {
	t.Helper()
	id, err := url.PathUnescape(tag)
	if err != nil {
		t.Fatalf("the tag %q: %v", tag, err)
	}
	return id
}

// distributions are the series of a snapshot that observed anything.
func distributions(s *metrics.Snapshot) (all []metrics.Series) {
	for _, x := range s.Series {
		if x.Dist != nil {
			all = append(all, x)
		}
	}
	return all
}
