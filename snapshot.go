package metrics

import (
	"slices"
	"sort"
	"time"
)

// A Snapshot is what all series of a registry held at one time: plain data that nothing changes any more. Treat it
// as read-only: it is shared, and safe for concurrent use as long as nobody writes to it.
type Snapshot struct {
	Start  time.Time // from when on events are counted: the registry's creation; after Since, the earlier snapshot
	Time   time.Time // when it was taken
	Series []Series  // sorted by Name, then Labels

	// Overflows are the families of labelled series that have too many, by name.
	Overflows []Overflow

	implied []Label  // the registry's own labels, which Get may be asked without
	rollups []rollup // of the registry, without their totals
}

// Get returns the series of that name which has exactly the given labels, in any order. Labels that the registry
// puts on every series may be left out.
func (s *Snapshot) Get(name string, labels ...Label) (Series, bool) {
	name = CleanPath(name)
	if found, ok := s.find(&Series{Name: name, Labels: mergeLabels(labels)}); ok || len(s.implied) == 0 {
		return found, ok
	}
	return s.find(&Series{Name: name, Labels: mergeLabels(s.implied, labels)})
}

func (s *Snapshot) find(want *Series) (Series, bool) {
	i, ok := sort.Find(len(s.Series), func(i int) int { return compareSeries(want, &s.Series[i]) })
	if !ok {
		return Series{}, false
	}
	return s.Series[i], true
}

// Sub returns the part of the snapshot at and below a path. The empty path keeps everything.
func (s *Snapshot) Sub(path string) *Snapshot {
	path = CleanPath(path)
	return s.where(func(x *Series) bool { return under(x.Name, path) })
}

// Filter returns the part of the snapshot that a query selects; see [ParseQuery] for the language. The error is a
// [*QueryError].
func (s *Snapshot) Filter(query string) (*Snapshot, error) {
	q, err := ParseQuery(query)
	if err != nil {
		return nil, err
	}
	return s.where(q.Match), nil
}

func (s *Snapshot) where(keep func(*Series) bool) *Snapshot {
	out := *s
	out.Series = nil
	for i := range s.Series {
		if keep(&s.Series[i]) {
			out.Series = append(out.Series, s.Series[i])
		}
	}
	return &out
}

// mergeSeries returns the series of both in the order of a snapshot, given that some are in it.
func mergeSeries(ordered, others []Series) []Series {
	if len(others) == 0 {
		return ordered
	}
	slices.SortFunc(others, func(a, b Series) int { return compareSeries(&a, &b) })
	out := make([]Series, 0, len(ordered)+len(others))
	for i := range ordered {
		for len(others) > 0 && compareSeries(&others[0], &ordered[i]) < 0 {
			out = append(out, others[0])
			others = others[1:]
		}
		out = append(out, ordered[i])
	}
	return append(out, others...)
}
