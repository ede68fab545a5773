package carbon

import (
	"slices"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/internal/spread"
)

const (
	// maxComponent leaves room for a suffix and ".wsp" in the 255 bytes of a file name.
	maxComponent = 200
	// maxName leaves room for a statistic in the 4,096 bytes of a path; Carbon's lines may have 16,384.
	maxName = 2000
)

// statistics are the names of what is sent for a series of a kind, beside those of states.
var statistics = map[metrics.Kind][]string{
	metrics.KindGauge:     {""},
	metrics.KindCounter:   {"count"},
	metrics.KindMeter:     {"count", "rate", "m1", "m5", "m15"},
	metrics.KindTimer:     slices.Concat([]string{"count", "errors", "rate"}, spread.Statistics),
	metrics.KindHistogram: slices.Concat([]string{"count", "rate"}, spread.Statistics),
}

// Style returns the style of Graphite's names. A name with its tags has at most room bytes, and never more than
// Graphite takes; 0 stands for that.
func Style(prefix string, tags bool, room int) names.Style {
	clean := names.ASCII("-:")
	if room <= 0 || room > maxName {
		room = maxName
	}
	style := names.Style{
		Prefix:       names.CleanPrefix(prefix, clean, maxComponent),
		Rune:         clean,
		MaxComponent: maxComponent,
		MaxName:      room,
		Statistics:   statistics,
	}
	if tags {
		style.MaxName = room / 2
		style.Tags = &names.Tags{
			Start: ";", Is: "=", Next: ";", Reserved: "name", Max: room / 2,
			MaxKey: maxComponent, MaxValue: maxComponent, Key: tagKey, Value: tagValue,
		}
	}
	return style
}

// tagKey and tagValue allow what Graphite's documentation of tags does, without white space, which ends a line's name.

func tagKey(r rune, _ bool) rune {
	if r == '!' || r == '^' || r == '=' {
		return '_'
	}
	return tagValue(r, false)
}

func tagValue(r rune, first bool) rune {
	if r <= ' ' || r >= 0x7f || r == ';' || first && r == '~' {
		return '_'
	}
	return r
}
