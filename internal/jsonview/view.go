// Package jsonview writes a snapshot as the JSON document that the documentation of package dashboard describes.
package jsonview

import (
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/tree"
)

// Options say how the document is written.
type Options struct {
	Pretty    bool      // on many lines
	HDR       bool      // distributions for HdrHistogram too
	Path      string    // what was asked for; if that is one timer, it has its slow calls
	Timestamp time.Time // if not zero, the document begins with it as "@timestamp"
}

// Write writes the document of a snapshot and a line end, in pieces of some tens of kilobytes. Errors of w are ignored:
// it is memory.
func Write(w io.Writer, s *metrics.Snapshot, o Options) {
	d := &document{snapshot: s, seconds: s.Time.Sub(s.Start).Seconds(), hdr: o.HDR}
	d.writer = writer{to: w, pretty: o.Pretty}
	d.slow = o.Path != "" && len(s.Series) == 1 && s.Series[0].Name == o.Path
	root := tree.New(s)
	d.open('{')
	if !o.Timestamp.IsZero() {
		d.timestamp(o.Timestamp, root)
	}
	d.members(root)
	d.close('}')
	d.buf = append(d.buf, '\n')
	d.flush()
}

// document writes the document of a snapshot.
type document struct {
	writer
	snapshot *metrics.Snapshot
	seconds  float64 // that the snapshot covers
	slow     bool
	hdr      bool
}

// timestamp writes the time first. A child that is called like it gets a slash, which no other name has.
func (d *document) timestamp(at time.Time, root *tree.Node) {
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
func (d *document) members(n *tree.Node) {
	if len(n.Series) > 0 {
		d.key("")
		d.value(n)
	}
	slices.SortFunc(n.Children, func(a, b *tree.Node) int { return cmp.Compare(keyOf(a.Name), keyOf(b.Name)) })
	for _, child := range n.Children {
		d.key(keyOf(child.Name))
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
func (d *document) value(n *tree.Node) {
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
func (d *document) series(x *metrics.Series) {
	if single(x.Kind) {
		d.single(x)
		return
	}
	d.open('{')
	d.statistics(x)
	d.close('}')
}

// member writes a series of a labelled family.
func (d *document) member(x *metrics.Series) {
	d.open('{')
	d.key("labels")
	d.labels(x.Labels)
	if single(x.Kind) {
		d.key("value")
		d.single(x)
	} else {
		d.statistics(x)
	}
	d.close('}')
}

func (d *document) labels(labels []metrics.Label) {
	labels = slices.Clone(labels)
	for i := range labels {
		labels[i].Key = keyOf(labels[i].Key)
	}
	slices.SortFunc(labels, func(a, b metrics.Label) int { return cmp.Compare(a.Key, b.Key) })
	d.open('{')
	for _, l := range labels {
		d.key(l.Key)
		d.string(keyOf(l.Value))
	}
	d.close('}')
}

// single reports whether series of a kind are one plain value.
func single(kind metrics.Kind) bool {
	return kind == metrics.KindCounter || kind == metrics.KindGauge || kind == metrics.KindText
}

// single writes the value of a counter, gauge or text. There is none if a callback failed.
func (d *document) single(x *metrics.Series) {
	switch {
	case x.Err != "":
		d.null()
	case x.Kind == metrics.KindCounter:
		d.uint(x.Count)
	case x.Kind == metrics.KindText:
		d.string(x.Text)
	default:
		d.float(x.Value)
	}
}
