package metrics

import (
	"maps"
	"slices"
)

// Close removes the scope and everything below it from the registry: all series at or under its path that have
// its labels. Their totals stay in the rollups above it. Instruments of a closed scope may still be used, without
// effect; a scope used again after Close starts from zero. Closing the root empties the registry.
func (s *Scope) Close() { s.tree.close(s.path, s.labels) }

// close removes the series at and below path that have all the labels, and the rollups there.
func (t *tree) close(path string, labels []Label) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := now()
	n := 0
	for _, e := range t.order.under(path) {
		if hasLabels(e.labels(), labels) {
			t.remove(e)
			t.keepTotals(e, at)
			n++
		}
	}
	t.order.closed(n)
	t.expiry.forget(path, labels)
	t.dropEmptyFamilies(path)
	if len(labels) == 0 {
		maps.DeleteFunc(t.rollups, func(name string, r *rollup) bool { return under(r.path, path) })
	}
}

// remove takes a series out of the tree. The order must be told.
func (t *tree) remove(e *entry) {
	e.close()
	if t.plain[e.name] == e {
		delete(t.plain, e.name)
	} else {
		t.families[e.name].remove(e, t.maxSeries)
	}
}

func (t *tree) dropEmptyFamilies(path string) {
	maps.DeleteFunc(t.families, func(name string, f *family) bool {
		return len(f.members) == 0 && under(name, path)
	})
}

// keepTotals adds what a closed series had counted to the rollups above it. Only events stay: the present value
// of something that is gone is nothing.
func (t *tree) keepTotals(e *entry, at moment) {
	switch e.desc.kind {
	case KindCounter, KindTimer, KindHistogram, KindMeter:
	default:
		return
	}
	var x Series
	for _, r := range t.rollups {
		if !r.covers(e.name) {
			continue
		}
		if x.Kind == 0 {
			e.read(&x, at)
			if x.Rates != nil {
				x.Rates = &Rates{}
			}
		}
		kept := maps.Clone(r.kept)
		if kept == nil {
			kept = map[string]Series{}
		}
		r.add(kept, x)
		r.kept = kept
	}
}

func hasLabels(have, want []Label) bool {
	for _, l := range want {
		if !slices.Contains(have, l) {
			return false
		}
	}
	return true
}
