package exposition

import (
	"slices"

	"github.com/binnacle-go/metrics"
)

// labelling is how the labels of one family's series are written.
type labelling struct {
	keys   map[string]string // keys that cannot stay as they are; nil if all can
	marked map[int]bool      // series, by index, whose empty values are marked; nil if there are none
}

// labellingOf looks at all series of a family.
func labellingOf(f *family, series []metrics.Series, e Escaping) labelling {
	var l labelling
	uniform, plain := surveyKeys(f, series)
	if !plain {
		l.keys = settleKeys(f, series, e)
	}
	if !uniform {
		l.marked = l.likeAbsent(series)
	}
	return l
}

// surveyKeys reports whether all series have the same keys, and whether all keys can stay as they are.
func surveyKeys(f *family, series []metrics.Series) (uniform, plain bool) {
	uniform, plain = true, true
	var previous []metrics.Label
	for i := range series {
		labels := series[i].Labels
		if i > 0 && sameKeys(labels, previous) {
			continue
		}
		uniform = uniform && i == 0
		for _, l := range labels {
			plain = plain && f.isFree(l.Key)
		}
		previous = labels
	}
	return uniform, plain
}

func sameKeys(a, b []metrics.Label) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key {
			return false
		}
	}
	return true
}

// isFree reports whether a key can be exposed as it is.
func (f *family) isFree(key string) bool {
	return isLegal(key) && key[0] != '_' && !slices.Contains(f.own, key)
}

// settleKeys finds a name for each key of a family that nobody else has.
func settleKeys(f *family, series []metrics.Series, e Escaping) map[string]string {
	var claimants []claimant
	for _, key := range f.own {
		claimants = append(claimants, claimant{id: "own " + key, rank: -1, names: func(string) []string { return []string{key} }})
	}
	known := map[string]string{}
	var keys []string
	for i := range series {
		for _, l := range series[i].Labels {
			if _, ok := known[l.Key]; ok {
				continue
			}
			known[l.Key] = ""
			keys = append(keys, l.Key)
			claimants = append(claimants, f.keyClaimant(l.Key, e))
		}
	}
	settle(claimants)
	for i, c := range claimants[len(f.own):] {
		known[keys[i]] = c.wanted[0]
	}
	return known
}

func (f *family) keyClaimant(key string, e Escaping) claimant {
	c := claimant{id: key, rank: 1}
	if f.isFree(key) {
		c.rank = 0
	}
	if slices.Contains(f.own, key) {
		key = "exported_" + key
	}
	c.names = func(suffix string) []string { return []string{e.escape(key + suffix)} }
	return c
}

// likeAbsent finds the series that differ from another one in nothing but labels with empty values.
func (l *labelling) likeAbsent(series []metrics.Series) map[int]bool {
	if !slices.ContainsFunc(series, hasEmptyValue) {
		return nil
	}
	var text []byte
	seen := make(map[string]int, len(series))
	shown := func(s *metrics.Series) []byte {
		text = text[:0]
		for _, label := range s.Labels {
			if label.Value != "" {
				text = l.appendLabel(text, label, false)
			}
		}
		return text
	}
	for i := range series {
		seen[string(shown(&series[i]))]++
	}
	marked := map[int]bool{}
	for i := range series {
		if hasEmptyValue(series[i]) && seen[string(shown(&series[i]))] > 1 {
			marked[i] = true
		}
	}
	return marked
}

func hasEmptyValue(s metrics.Series) bool {
	return slices.ContainsFunc(s.Labels, func(l metrics.Label) bool { return l.Value == "" })
}

// appendLabels appends the labels of the series at an index, without braces.
func (l *labelling) appendLabels(b []byte, labels []metrics.Label, index int) []byte {
	for _, label := range labels {
		b = l.appendLabel(b, label, l.marked[index])
	}
	return b
}

// appendLabel appends one label, behind a comma if there are others.
func (l *labelling) appendLabel(b []byte, label metrics.Label, mark bool) []byte {
	if len(b) > 0 {
		b = append(b, ',')
	}
	if l.keys == nil {
		b = append(b, label.Key...)
	} else {
		b = appendName(b, l.keys[label.Key])
	}
	b = append(b, '=')
	if mark && label.Value == "" {
		return append(b, `"`+zeroMark+`"`...)
	}
	return appendValue(b, label.Value)
}
