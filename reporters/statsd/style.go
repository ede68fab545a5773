package statsd

import (
	"slices"
	"unicode"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/internal/spread"
)

const (
	// Etsy's server often feeds Graphite, which makes file names of components.
	maxComponent = 200
	// lineRest is what two lines have at most beside name and tags.
	lineRest = 100

	// Datadog takes 200 bytes of a name, statistic or state and suffixes included, and 200 of a tag.
	maxDogComponent = 60
	maxDogName      = 100
	maxDogTagValue  = 120
)

// statistics are the names of what is sent for a series of a kind, beside those of states. Counters and meters are
// themselves, since StatsD adds up counts and makes rates of them.
var statistics = map[metrics.Kind][]string{
	metrics.KindGauge:     {""},
	metrics.KindCounter:   {""},
	metrics.KindMeter:     {"", "m1", "m5", "m15"},
	metrics.KindTimer:     slices.Concat([]string{"", "count", "errors"}, spread.Statistics),
	metrics.KindHistogram: slices.Concat([]string{"", "count"}, spread.Statistics),
}

// styleOf returns the style of a dialect's names, in which two lines of a series fit into a datagram.
func styleOf(o *Options) names.Style {
	room := (o.MaxDatagram - lineRest) / 2
	if o.Dialect == DogStatsD {
		return dogStyle(o, room)
	}
	clean := names.ASCII("-")
	return names.Style{
		Prefix:       names.CleanPrefix(o.Prefix, clean, maxComponent),
		Rune:         clean,
		MaxComponent: maxComponent,
		MaxName:      room,
		Statistics:   statistics,
	}
}

func dogStyle(o *Options, room int) names.Style {
	clean := names.ASCII("")
	return names.Style{
		Prefix:       names.CleanPrefix(o.Prefix, clean, maxDogComponent),
		Rune:         clean,
		Letter:       true,
		MaxComponent: maxDogComponent,
		MaxName:      maxDogName,
		Statistics:   statistics,
		Tags: &names.Tags{
			Start: "|#", Is: ":", Next: ",", Max: room - maxDogName,
			MaxKey: maxDogComponent, MaxValue: maxDogTagValue, Key: tagKey, Value: tagValue,
		},
	}
}

// tagKey and tagValue allow what Datadog's documentation of tags does, in which the first ":" ends the key.

func tagKey(r rune, first bool) rune {
	switch {
	case first && !unicode.IsLetter(r):
		return 'x'
	case r == ':':
		return '_'
	}
	return tagValue(r, first)
}

func tagValue(r rune, _ bool) rune {
	switch r {
	case '_', '-', ':', '.', '/':
		return r
	case unicode.ReplacementChar:
		return '_'
	}
	if unicode.IsLetter(r) || '0' <= r && r <= '9' {
		return r
	}
	return '_'
}
