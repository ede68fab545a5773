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
	for name, f := range t.families {
		if !under(name, path) {
			continue
		}
		for key, e := range f.entries {
			if hasLabels(e.series.Labels, labels) {
				t.remove(f, key, e)
				t.keepTotals(e, at)
			}
		}
		if len(f.entries) == 0 {
			delete(t.families, name)
		}
	}
	if len(labels) == 0 {
		maps.DeleteFunc(t.rollups, func(name string, r *rollup) bool { return under(r.path, path) })
	}
}

func (t *tree) remove(f *family, key string, e *entry) {
	delete(f.entries, key)
	e.closed.Store(true)
	if capped(key) {
		f.labelled--
	}
	t.sorted = nil
}

// keepTotals adds what a closed series had counted to the rollups above it. Only events stay: the present value
// of something that is gone is nothing.
func (t *tree) keepTotals(e *entry, at moment) {
	x := e.series
	switch x.Kind {
	case KindCounter, KindTimer, KindHistogram, KindMeter:
	default:
		return
	}
	read := false
	for _, r := range t.rollups {
		if !r.covers(x.Name) {
			continue
		}
		if !read {
			e.instrument.read(&x, at)
			read = true
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
