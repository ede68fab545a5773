package dashboard

import (
	"math"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
)

// A sparkline shows the range of the view, or the last sparkSpan, in sparkPoints steps, or half as many in narrow views.
const (
	sparkSpan   = 5 * time.Minute
	sparkPoints = 20
)

// maxSparks bounds the sparklines of one answer: each costs a walk through the history.
const maxSparks = 200

// sparkline draws the recent past of a series, blank where there is none.
func (t *terminal) sparkline(x *metrics.Series) string {
	recent := t.d.history.Range(x.Name, x.Labels, t.now.Add(-t.span), t.now, t.span/time.Duration(t.points))
	values := recent.Values(x.Kind)
	if len(values) > t.points {
		values = values[len(values)-t.points:]
	}
	return padLeft(drawSpark(values, x.Kind != metrics.KindGauge), t.points)
}

var sparkBars = []rune("▁▂▃▄▅▆▇█")

// drawSpark draws values between their least, or zero, and their greatest. Where there is no value it leaves a gap.
func drawSpark(values []float64, fromZero bool) string {
	low, high := math.Inf(1), math.Inf(-1)
	if fromZero {
		low, high = 0, 0
	}
	for _, v := range values {
		if !absent(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	var b strings.Builder
	for _, v := range values {
		if absent(v) {
			b.WriteByte(' ')
		} else {
			b.WriteRune(bar(v, low, high))
		}
	}
	return b.String()
}

func absent(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

func bar(v, low, high float64) rune {
	top := float64(len(sparkBars) - 1)
	share := (v/2 - low/2) / (high/2 - low/2) // halves, for the difference of two floats may overflow
	if !(share >= 0) {
		share = 0
	}
	return sparkBars[int(math.Round(min(share, 1)*top))]
}
