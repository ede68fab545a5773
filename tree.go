package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
)

// tree is what the scopes of one registry share.
type tree struct {
	labels    []Label
	unlabeled *labelSet // the registry's own labels
	maxSeries int
	logger    *slog.Logger
	trace     func(context.Context) (traceID, spanID string)
	start     time.Time

	mu       sync.Mutex
	plain    map[string]*entry  // those without labels of their own, by name
	families map[string]*family // those with labels, by name
	rollups  map[string]*rollup // by full name
	order    order
	expiry   expiry

	warned sync.Map // causes of misuse that were logged
}

func newTree(o *Options) *tree {
	t := &tree{
		labels:    mergeLabels(o.Labels),
		maxSeries: o.MaxSeries,
		logger:    o.Logger,
		trace:     o.Trace,
		expiry:    expiry{after: o.IdleExpiry, next: math.MinInt64},
		start:     time.Now(),
		plain:     map[string]*entry{},
		families:  map[string]*family{},
		rollups:   map[string]*rollup{},
	}
	if t.maxSeries <= 0 {
		t.maxSeries = defaultMaxSeries
	}
	if len(t.labels) > 0 {
		t.unlabeled = &labelSet{all: t.labels}
	}
	return t
}

// obtain returns the entry for a name and labels, made anew if there is none yet. It may be the family's overflow series.
func (t *tree) obtain(name string, d desc, labels []Label, create maker) *entry {
	e, overflowed := t.lockAndFind(name, d, labels, create)
	if overflowed {
		t.warnOverflow(name)
	}
	return e
}

func (t *tree) lockAndFind(name string, d desc, labels []Label, create maker) (*entry, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.find(name, d, labels, create)
}

// find does obtain's work and reports whether it had to make the family's overflow series. The caller holds the lock.
func (t *tree) find(name string, d desc, labels []Label, create maker) (*entry, bool) {
	key := labelKey(labels)
	if key == "" {
		return t.findPlain(name, d, create), false
	}
	f := t.family(name, d)
	if e := f.members[key]; e != nil {
		return e, false
	}
	full := key != overflowKey && f.told() >= t.maxSeries
	if full {
		labels, key = overflowLabels, overflowKey
		if e := f.members[key]; e != nil {
			f.refused.Add(1)
			return e, false
		}
		f.refused.Add(1)
	}
	e := create(t, identity{f.desc, f.name, newLabelSet(t.labels, labels, key)})
	f.add(e, t.maxSeries)
	t.order.add(e)
	return e, full
}

func (t *tree) findPlain(name string, d desc, create maker) *entry {
	known := t.describe(name, d)
	e := t.plain[name]
	if e == nil {
		e = create(t, identity{known, name, t.unlabeled})
		t.plain[name] = e
		t.order.add(e)
	}
	return e
}

// family returns the family of a name and makes it if it is new. The caller holds the lock.
func (t *tree) family(name string, d desc) *family {
	known := t.describe(name, d)
	f := t.families[name]
	if f == nil {
		f = &family{name: name, desc: known, members: map[string]*entry{}}
		t.families[name] = f
	}
	return f
}

// describe returns the description that all series of a name share: the one given if it is the first. It panics if the
// name is in use for another kind, before anything is changed. The caller holds the lock.
func (t *tree) describe(name string, d desc) *desc {
	if t.rollups[name] != nil {
		panic(fmt.Sprintf("metrics: %q is a rollup already and cannot be a %v too; choose another name", name, d.kind))
	}
	known := t.described(name)
	if known == nil {
		return shared(d)
	}
	if known.kind != d.kind {
		panic(fmt.Sprintf("metrics: %q is a %v already and cannot be a %v too; choose another name", name, known.kind, d.kind))
	}
	return known
}

// described returns the description of the series of a name, nil if there are none. The caller holds the lock.
func (t *tree) described(name string) *desc {
	if e := t.plain[name]; e != nil {
		return e.desc
	}
	if f := t.families[name]; f != nil {
		return f.desc
	}
	return nil
}

func (t *tree) warnOverflow(name string) {
	t.warn(name, "metrics: a family has too many series; further labels are counted together",
		"name", name, "max", t.maxSeries)
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

// snapshot reads all series, into room that nobody holds any more or, where that does not suffice, into a new slice.
func (t *tree) snapshot(room []Series) *Snapshot {
	if t.expiry.after <= 0 {
		out, _ := t.readAll(room)
		return out
	}
	t.expiry.reading.RLock()
	out, own := t.readAll(room)
	t.expiry.reading.RUnlock()
	t.expire(own)
	return out
}

// readings are the entries of one snapshot and what they held.
type readings struct {
	entries []*entry
	series  []Series
	at      moment
}

func (t *tree) readAll(room []Series) (*Snapshot, readings) {
	listed := t.list()
	results := callAll(listed.calls, nil)
	if results != nil { // then what they made or closed is made or closed in this snapshot
		listed = t.list()
		results = callAll(listed.calls, results)
	}
	own := readings{listed.entries, seriesIn(room, len(listed.entries)), now()}
	for i, e := range listed.entries {
		own.series[i] = Series{} // where it is filled in: it is in a cache then
		e.read(&own.series[i], own.at)
		if r, ok := results[e]; ok {
			r.put(&own.series[i])
		}
	}
	rollups, full := listed.rollups, listed.overflows
	out := &Snapshot{Start: t.start, Time: own.at.wall, Overflows: full, implied: t.labels, rollups: bare(rollups)}
	out.Series = mergeSeries(own.series, rollUp(rollups, own.series))
	return out, own
}

// seriesIn returns n series, in the room given if they fit. They may hold anything.
func seriesIn(room []Series, n int) []Series {
	if n > len(room) {
		return make([]Series, n)
	}
	clear(room[n:])
	return room[:n]
}

// A listing is what there is to read.
type listing struct {
	entries   []*entry
	calls     []call // of the callbacks among them
	rollups   []rollup
	overflows []Overflow
}

func (t *tree) list() listing {
	t.mu.Lock()
	defer t.mu.Unlock()
	entries := t.order.all()
	l := listing{entries: entries, calls: t.order.calls, rollups: make([]rollup, 0, len(t.rollups)), overflows: t.overflows()}
	for _, r := range t.rollups {
		l.rollups = append(l.rollups, *r)
	}
	return l
}

// overflows returns the statistics of all families that are full, by name. The caller holds the lock.
func (t *tree) overflows() (out []Overflow) {
	for _, f := range t.families {
		if o := f.overflowing(); o != nil {
			out = append(out, *o)
		}
	}
	slices.SortFunc(out, func(a, b Overflow) int { return strings.Compare(a.Name, b.Name) })
	return out
}
