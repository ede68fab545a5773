package metrics

import (
	"math"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// HdrHistogram returns a copy as a histogram of hdrhistogram-go, in steps of the resolution (timers: nanoseconds).
// It has hdrhistogram-go's dense form: about 40 KB at 2 digits.
func (d *Distribution) HdrHistogram() *hdrhistogram.Histogram {
	if d == nil {
		return hdrhistogram.New(1, recorder.Max, defaultDigits)
	}
	h := hdrhistogram.New(1, recorder.Max, d.counts.Digits())
	d.counts.AddTo(h)
	return h
}

// EncodeHDR returns the distribution in the V2 compressed encoding of HdrHistogram, as base64: what every
// implementation of HdrHistogram decodes and can merge, in Go [hdrhistogram.Decode]. Its values are in steps of
// [Distribution.Resolution]. An empty distribution is an empty histogram. It is about a kilobyte for usual streams.
// hdrhistogram-go does the work, which takes a millisecond or two and most of a megabyte of memory for that time.
func (d *Distribution) EncodeHDR() []byte {
	// It writes to memory only, which cannot fail.
	encoded, _ := d.HdrHistogram().Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	return encoded
}

// Resolution returns the size of the steps that [Distribution.HdrHistogram] and [Distribution.EncodeHDR] count in, in
// the series' unit: 1e-9 for timers, whose unit is the second, and what the option [Resolution] gave for histograms.
// NaN when empty.
func (d *Distribution) Resolution() float64 {
	if d == nil {
		return math.NaN()
	}
	return d.scale.value(1)
}
