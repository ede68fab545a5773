package graphite

import (
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// uniqueNames returns a name for each series such that no two lines of a batch have the same one, and how many series
// could have been taken for another. It depends on which series there are, not on their order.
func uniqueNames(prefix string, series []metrics.Series) (texts []string, collisions int) {
	names := make([]name, len(series))
	holders := make(map[string]int, len(series)) // series with a name
	kinds := map[string][]metrics.Kind{}         // their kinds, without gauges
	for i := range series {
		s := &series[i]
		if s.Kind == metrics.KindText {
			continue
		}
		n := nameOf(prefix, s)
		names[i] = n
		holders[n.text]++
		if s.Kind != metrics.KindGauge && !slices.Contains(kinds[n.text], s.Kind) {
			kinds[n.text] = append(kinds[n.text], s.Kind)
		}
	}
	texts = make([]string, len(series))
	for i, n := range names {
		clash := holders[n.text] > 1 && !n.exact || series[i].Kind == metrics.KindGauge && isStatistic(n.text, kinds)
		if clash {
			collisions++
		}
		texts[i] = n.text
		if clash || n.mark {
			texts[i] += suffix(series[i].ID())
		}
	}
	return texts, collisions
}

// isStatistic reports whether a gauge's name is what a series above it calls one of its statistics.
func isStatistic(gauge string, kinds map[string][]metrics.Kind) bool {
	dot := strings.LastIndexByte(gauge, '.')
	if dot < 0 {
		return false
	}
	for _, k := range kinds[gauge[:dot]] {
		if k == metrics.KindState || slices.Contains(statistics[k], gauge[dot+1:]) {
			return true
		}
	}
	return false
}

// stateNames returns a component for each state of a series, all of them different.
func stateNames(s *metrics.Series) (texts []string, collisions int) {
	holders := map[string]int{}
	names := make([]name, len(s.States))
	for i := range s.States {
		state := s.States[i].State
		b, cut := appendComponent(nil, state)
		names[i] = name{text: string(b), exact: string(b) == state, mark: cut || looksMarked(b)}
		holders[names[i].text]++
	}
	for i, n := range names {
		clash := holders[n.text] > 1 && !n.exact
		if clash {
			collisions++
		}
		if clash || n.mark {
			n.text += suffix(s.ID() + "\x00" + s.States[i].State)
		}
		texts = append(texts, n.text)
	}
	return texts, collisions
}
