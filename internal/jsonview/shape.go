package jsonview

import (
	"cmp"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/tree"
)

// shape is a document without its values. It is immutable and serves all snapshots that have the same series.
type shape struct {
	pretty bool
	series []identity // in the order of the snapshot
	text   []byte     // what stands before, between and behind the holes
	holes  []hole     // in the order of the document
}

// identity is what the shape depends on.
type identity struct {
	name   string
	labels []metrics.Label
	kind   metrics.Kind
}

// hole is where the value of a series goes, or its members.
type hole struct {
	series int  // position in the snapshot
	text   int  // end of the text before it
	depth  int  // of the members
	first  bool // they are the first ones of their object
}

// fits reports whether the shape is that of a snapshot. It costs little where names and labels are those of the same
// instruments, for then they are the same in memory.
func (f *shape) fits(s *metrics.Snapshot, o Options) bool {
	if f.pretty != o.Pretty || len(f.series) != len(s.Series) {
		return false
	}
	for i := range f.series {
		a, b := &f.series[i], &s.Series[i]
		if a.kind != b.Kind || a.name != b.Name || !slices.Equal(a.labels, b.Labels) {
			return false
		}
	}
	return true
}

// shaper makes a shape.
type shaper struct {
	writer
	snapshot  *metrics.Snapshot
	positions map[*metrics.Series]int
	shape     *shape
}

func newShape(s *metrics.Snapshot, o Options) *shape {
	f := &shape{pretty: o.Pretty, series: make([]identity, len(s.Series)), holes: make([]hole, 0, len(s.Series))}
	d := &shaper{writer: writer{pretty: o.Pretty}, snapshot: s, shape: f, positions: make(map[*metrics.Series]int, len(s.Series))}
	for i := range s.Series {
		x := &s.Series[i]
		f.series[i] = identity{x.Name, x.Labels, x.Kind}
		d.positions[x] = i
	}
	root := tree.New(s)
	d.open('{')
	if !o.Timestamp.IsZero() {
		d.timestamp(o.Timestamp, root)
	}
	d.members(root)
	d.close('}')
	f.text = d.buf
	return f
}

// timestamp writes the time first. A child that is called like it gets a slash, which no other name has.
func (d *shaper) timestamp(at time.Time, root *tree.Node) {
	const key = "@timestamp"
	d.key(key)
	d.string(at.UTC().Format("2006-01-02T15:04:05.000Z07:00"))
	for _, child := range root.Children {
		if child.Name == key {
			child.Name += "/"
		}
	}
}

// members writes the children of a node. Series of its own name stand under the empty key, which no child has.
func (d *shaper) members(n *tree.Node) {
	if len(n.Series) > 0 {
		d.key("")
		d.value(n)
	}
	slices.SortFunc(n.Children, func(a, b *tree.Node) int { return cmp.Compare(Key(a.Name), Key(b.Name)) })
	for _, child := range n.Children {
		d.key(Key(child.Name))
		if len(child.Children) == 0 {
			d.value(child)
			continue
		}
		d.open('{')
		d.members(child)
		d.close('}')
	}
}

// value writes the series of a node: one by itself, a labelled family as an array.
func (d *shaper) value(n *tree.Node) {
	if !n.Family(d.snapshot) {
		d.series(n.Series[0])
		return
	}
	d.open('[')
	for _, x := range n.Series {
		d.item()
		d.member(x)
	}
	d.close(']')
}

// series writes a series that is by itself.
func (d *shaper) series(x *metrics.Series) {
	if single(x.Kind) {
		d.hole(x)
		return
	}
	d.open('{')
	d.hole(x)
	d.close('}')
}

// member writes a series of a labelled family.
func (d *shaper) member(x *metrics.Series) {
	d.open('{')
	d.key("labels")
	d.labels(x.Labels)
	if single(x.Kind) {
		d.key("value")
	}
	d.hole(x)
	d.close('}')
}

func (d *shaper) labels(labels []metrics.Label) {
	labels = slices.Clone(labels)
	for i := range labels {
		labels[i].Key = Key(labels[i].Key)
	}
	slices.SortFunc(labels, func(a, b metrics.Label) int { return cmp.Compare(a.Key, b.Key) })
	d.open('{')
	for _, l := range labels {
		d.key(l.Key)
		d.string(Key(l.Value))
	}
	d.close('}')
}

// hole leaves room for what a series holds, which is never nothing.
func (d *shaper) hole(x *metrics.Series) {
	d.shape.holes = append(d.shape.holes, hole{series: d.positions[x], text: len(d.buf), depth: d.depth, first: d.empty})
	d.empty = false
}
