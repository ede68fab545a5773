package graphite

import (
	"slices"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters/internal/names"
	"github.com/binnacle-go/metrics/reporters/internal/spread"
)

const (
	// maxComponent leaves room for a suffix and ".wsp" in the 255 bytes of a file name.
	maxComponent = 200
	// maxName leaves room for a statistic in the 4,096 bytes of a path; Carbon's lines may have 16,384.
	maxName = 2000
	// lineRest is what a line has beside name and tags at most: two suffixes, a state, a value and a time.
	lineRest = 300
)

// statistics are the names of what is sent for a series of a kind, beside those of states.
var statistics = map[metrics.Kind][]string{
	metrics.KindGauge:     {""},
	metrics.KindCounter:   {"count"},
	metrics.KindMeter:     {"count", "rate", "m1", "m5", "m15"},
	metrics.KindTimer:     slices.Concat([]string{"count", "errors", "rate"}, spread.Statistics),
	metrics.KindHistogram: slices.Concat([]string{"count", "rate"}, spread.Statistics),
}

// styleOf returns the style of Graphite's names, in which every line fits into a datagram if it has to.
func styleOf(o *Options, datagram bool) names.Style {
	clean := names.ASCII("-:")
	room := maxName
	if datagram {
		room = min(room, o.MaxDatagram-lineRest)
	}
	style := names.Style{
		Prefix:       names.CleanPrefix(o.Prefix, clean, maxComponent),
		Rune:         clean,
		MaxComponent: maxComponent,
		MaxName:      room,
		Statistics:   statistics,
	}
	if o.Tags {
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
