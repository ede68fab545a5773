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
func labellingOf(f *family, e Escaping) labelling {
	var l labelling
	uniform, plain := surveyKeys(f)
	if !plain {
		l.keys = settleKeys(f, e)
	}
	if !uniform {
		l.marked = l.likeAbsent(f.members)
	}
	return l
}

// surveyKeys reports whether all series have the same keys, and whether all keys can stay as they are.
func surveyKeys(f *family) (uniform, plain bool) {
	uniform, plain = true, true
	var previous []metrics.Label
	for i := range f.members {
		labels := f.members[i].labels
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
func settleKeys(f *family, e Escaping) map[string]string {
	var claimants []claimant
	for _, key := range f.own {
		claimants = append(claimants, claimant{id: "own " + key, rank: -1, names: func(string) []string { return []string{key} }})
	}
	known := map[string]string{}
	var keys []string
	for i := range f.members {
		for _, l := range f.members[i].labels {
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
func (l *labelling) likeAbsent(members []member) map[int]bool {
	if !slices.ContainsFunc(members, hasEmptyValue) {
		return nil
	}
	var text []byte
	seen := make(map[string]int, len(members))
	shown := func(m *member) []byte {
		text = text[:0]
		for _, label := range m.labels {
			if label.Value != "" {
				text = append(l.appendLabel(text, label, false), ',')
			}
		}
		return text
	}
	for i := range members {
		seen[string(shown(&members[i]))]++
	}
	marked := map[int]bool{}
	for i := range members {
		if hasEmptyValue(members[i]) && seen[string(shown(&members[i]))] > 1 {
			marked[i] = true
		}
	}
	return marked
}

func hasEmptyValue(m member) bool {
	return slices.ContainsFunc(m.labels, func(l metrics.Label) bool { return l.Value == "" })
}

// appendLabels appends the labels of the series at an index, without braces.
func (l *labelling) appendLabels(b []byte, labels []metrics.Label, index int) []byte {
	for i, label := range labels {
		if i > 0 {
			b = append(b, ',')
		}
		b = l.appendLabel(b, label, l.marked[index])
	}
	return b
}

func (l *labelling) appendLabel(b []byte, label metrics.Label, mark bool) []byte {
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
