package metrics

import (
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// An instrument reads its own values into a series for a snapshot.
type instrument interface {
	read(s *Series, at moment)
}

// entry is one registered series.
type entry struct {
	series     Series // what never changes: name, labels, kind, unit, help
	instrument instrument
	closed     atomic.Bool // no longer in the tree
}

// family is all series of one name.
type family struct {
	name     string
	kind     Kind
	settings settings
	entries  map[string]*entry // by the key of their labels
	labelled int               // entries that count against the cap
}

// tree is what the scopes of one registry share.
type tree struct {
	labels    []Label
	maxSeries int
	logger    *slog.Logger
	trace     func(context.Context) (traceID, spanID string)
	start     time.Time

	mu       sync.Mutex
	families map[string]*family
	rollups  map[string]*rollup // by full name
	sorted   []*entry           // all entries in the order of a snapshot; nil when it must be made anew

	warned sync.Map // causes of misuse that were logged
}

// overflowLabels mark the series that collects what a family may not tell apart any more.
var (
	overflowLabels = []Label{{Key: "overflow", Value: "true"}}
	overflowKey    = labelKey(overflowLabels)
)

// capped reports whether a label key counts against the cap of its family.
func capped(key string) bool { return key != "" && key != overflowKey }

// obtain returns the entry for a name and labels, made by create if there is none yet.
func (t *tree) obtain(name string, kind Kind, set settings, labels []Label, create func(settings) instrument) *entry {
	e, overflowed := t.find(name, kind, set, labels, create)
	if overflowed {
		t.warn(name, "metrics: a family has too many series; further labels are counted together",
			"name", name, "max", t.maxSeries)
	}
	return e
}

// find does obtain's work and reports whether it had to make the family's overflow series.
func (t *tree) find(name string, kind Kind, set settings, labels []Label, create func(settings) instrument) (*entry, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.family(name, kind, set)
	key := labelKey(labels)
	if e := f.entries[key]; e != nil {
		return e, false
	}
	full := capped(key) && f.labelled >= t.maxSeries
	if full {
		labels, key = overflowLabels, overflowKey
		if e := f.entries[key]; e != nil {
			return e, false
		}
	}
	e := t.newEntry(f, labels, create)
	f.entries[key] = e
	if capped(key) {
		f.labelled++
	}
	return e, full
}

// family returns the family of a name and makes it if it is new. The caller holds the lock.
func (t *tree) family(name string, kind Kind, set settings) *family {
	t.checkKind(name, kind)
	f := t.families[name]
	if f == nil {
		f = &family{kind: kind, name: name, settings: set, entries: map[string]*entry{}}
		t.families[name] = f
	}
	return f
}

func (t *tree) newEntry(f *family, labels []Label, create func(settings) instrument) *entry {
	t.sorted = nil
	e := &entry{series: Series{
		Name: f.name, Labels: mergeLabels(t.labels, labels), Kind: f.kind,
		Unit: f.settings.unit, Help: f.settings.help,
	}}
	set := f.settings
	set.tree, set.series = t, &e.series
	e.instrument = create(set)
	return e
}

// checkKind panics if a name has another kind already, before anything is changed. The caller holds the lock.
func (t *tree) checkKind(name string, kind Kind) {
	if r := t.rollups[name]; r != nil {
		panic(fmt.Sprintf("metrics: %q is a rollup already and cannot be a %v too; choose another name", name, kind))
	}
	if f := t.families[name]; f != nil && f.kind != kind {
		panic(fmt.Sprintf("metrics: %q is a %v already and cannot be a %v too; choose another name", name, f.kind, kind))
	}
}

// reserve makes the family of a name, so that its kind and settings are decided before it has members.
func (t *tree) reserve(name string, kind Kind, set settings) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.family(name, kind, set)
}

// warn logs a misuse once per cause. It must not be called with the lock held: a logger may itself be measured.
func (t *tree) warn(cause, msg string, args ...any) {
	if _, known := t.warned.LoadOrStore(cause, true); known {
		return
	}
	t.log().Warn(msg, args...)
}

func (t *tree) log() *slog.Logger {
	if t.logger == nil {
		return slog.Default()
	}
	return t.logger
}

// ordered returns all entries in the order of a snapshot. The slice is never changed. The caller holds the lock.
func (t *tree) ordered() []*entry {
	if t.sorted == nil {
		t.sorted = make([]*entry, 0, len(t.families))
		for _, f := range t.families {
			t.sorted = slices.AppendSeq(t.sorted, maps.Values(f.entries))
		}
		slices.SortFunc(t.sorted, func(a, b *entry) int { return compareSeries(&a.series, &b.series) })
	}
	return t.sorted
}

func (t *tree) snapshot() *Snapshot {
	t.mu.Lock()
	entries, rollups := t.ordered(), make([]rollup, 0, len(t.rollups))
	for _, r := range t.rollups {
		rollups = append(rollups, *r)
	}
	t.mu.Unlock()

	at := now()
	out := &Snapshot{Start: t.start, Time: at.wall, implied: t.labels, Series: make([]Series, len(entries))}
	results := callAll(entries)
	for i, e := range entries {
		out.Series[i] = e.series
		e.instrument.read(&out.Series[i], at)
		if r, ok := results[i]; ok {
			r.put(&out.Series[i])
		}
	}
	if len(rollups) > 0 {
		out.Series = append(out.Series, rollUp(rollups, out.Series)...)
		sortSeries(out.Series)
	}
	return out
}

// labelKey encodes sorted labels so that no two sets share a key, whatever bytes they hold.
func labelKey(labels []Label) string {
	var b []byte
	for _, l := range labels {
		b = appendSized(appendSized(b, l.Key), l.Value)
	}
	return string(b)
}

func appendSized(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
