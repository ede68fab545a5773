package names

import (
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// Of returns a name for each series such that no two values of a batch have the same one, and how many series could
// have been taken for another. It depends on which series there are, not on their order.
func (st *Style) Of(series []metrics.Series) (names []Name, collisions int) {
	drafts := make([]draft, len(series))
	holders := make(map[Name]int, len(series)) // series with a name
	kinds := map[Name][]metrics.Kind{}         // their kinds that have statistics
	for i := range series {
		kind := series[i].Kind
		if !st.has(kind) {
			continue
		}
		d := st.draft(&series[i])
		drafts[i] = d
		holders[d.Name]++
		if kind != metrics.KindGauge && !slices.Contains(kinds[d.Name], kind) {
			kinds[d.Name] = append(kinds[d.Name], kind)
		}
	}
	names = make([]Name, len(series))
	for i, d := range drafts {
		names[i] = d.Name
		if !st.has(series[i].Kind) {
			continue
		}
		clash := holders[d.Name] > 1 && !d.exact || st.bare(series[i].Kind) && st.isStatistic(d.Name, kinds)
		if clash {
			collisions++
		}
		if clash || d.mark {
			names[i].Head += suffix(series[i].ID())
		}
	}
	return names, collisions
}

func (st *Style) has(kind metrics.Kind) bool {
	return kind == metrics.KindState || len(st.Statistics[kind]) > 0
}

// bare reports whether series of a kind have a value under the name itself.
func (st *Style) bare(kind metrics.Kind) bool { return slices.Contains(st.Statistics[kind], "") }

// isStatistic reports whether a name is what another series calls one of its statistics.
func (st *Style) isStatistic(n Name, kinds map[Name][]metrics.Kind) bool {
	dot := strings.LastIndexByte(n.Head, '.')
	if dot < 0 {
		return false
	}
	for _, k := range kinds[Name{n.Head[:dot], n.Tags}] {
		if k == metrics.KindState || slices.Contains(st.Statistics[k], n.Head[dot+1:]) {
			return true
		}
	}
	return false
}

// States returns a component for each state of a series, all of them different.
func (st *Style) States(s *metrics.Series) (components []string, collisions int) {
	holders := map[string]int{}
	drafts := make([]draft, len(s.States))
	for i := range s.States {
		state := s.States[i].State
		b, cut := appendComponent(nil, state, st.Rune, st.MaxComponent)
		drafts[i] = draft{Name: Name{Head: string(b)}, exact: string(b) == state, mark: cut || looksMarked(b)}
		holders[drafts[i].Head]++
	}
	for i, d := range drafts {
		clash := holders[d.Head] > 1 && !d.exact
		if clash {
			collisions++
		}
		if clash || d.mark {
			d.Head += suffix(s.ID() + "\x00" + s.States[i].State)
		}
		components = append(components, d.Head)
	}
	return components, collisions
}
