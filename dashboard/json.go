package dashboard

import (
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
)

// writeJSON writes the tree of a snapshot. A path that is that of one timer adds its slow calls.
func writeJSON(w io.Writer, s *metrics.Snapshot, q *request) {
	j := &jsonTree{snapshot: s, seconds: s.Time.Sub(s.Start).Seconds(), hdr: q.hdr}
	j.jsonWriter = jsonWriter{to: w, pretty: q.format == formatPrettyJSON}
	j.slow = q.path != "" && len(s.Series) == 1 && s.Series[0].Name == q.path
	j.scope(newTree(s))
	j.buf = append(j.buf, '\n')
	j.flush()
}

// errorJSON is an error as a JSON document.
func errorJSON(w io.Writer, e *httpError, pretty bool) {
	j := &jsonWriter{to: w, pretty: pretty}
	j.open('{')
	j.key("error")
	j.string(e.message)
	if at, ok := e.position(); ok {
		j.key("position")
		j.uint(uint64(at))
	}
	j.close('}')
	j.buf = append(j.buf, '\n')
	j.flush()
}

// jsonTree writes the document of a snapshot.
type jsonTree struct {
	jsonWriter
	snapshot *metrics.Snapshot
	seconds  float64 // that the snapshot covers
	slow     bool
	hdr      bool
}

// scope writes a node as an object of its children. Series of its own name stand under the empty key, which no child
// has.
func (j *jsonTree) scope(n *node) {
	j.open('{')
	if len(n.series) > 0 {
		j.key("")
		j.value(n)
	}
	slices.SortFunc(n.children, func(a, b *node) int { return cmp.Compare(keyOf(a.name), keyOf(b.name)) })
	for _, child := range n.children {
		j.key(keyOf(child.name))
		if len(child.children) > 0 {
			j.scope(child)
		} else {
			j.value(child)
		}
	}
	j.close('}')
}

// value writes the series of a node: one by itself, a labelled family as an array.
func (j *jsonTree) value(n *node) {
	if !n.family(j.snapshot) {
		j.series(n.series[0])
		return
	}
	j.open('[')
	for _, x := range n.series {
		j.item()
		j.member(x)
	}
	j.close(']')
}

// series writes a series that is by itself.
func (j *jsonTree) series(x *metrics.Series) {
	if single(x.Kind) {
		j.single(x)
		return
	}
	j.open('{')
	j.statistics(x)
	j.close('}')
}

// member writes a series of a labelled family.
func (j *jsonTree) member(x *metrics.Series) {
	j.open('{')
	j.key("labels")
	j.labels(x.Labels)
	if single(x.Kind) {
		j.key("value")
		j.single(x)
	} else {
		j.statistics(x)
	}
	j.close('}')
}

func (j *jsonTree) labels(labels []metrics.Label) {
	labels = slices.Clone(labels)
	for i := range labels {
		labels[i].Key = keyOf(labels[i].Key)
	}
	slices.SortFunc(labels, func(a, b metrics.Label) int { return cmp.Compare(a.Key, b.Key) })
	j.open('{')
	for _, l := range labels {
		j.key(l.Key)
		j.string(keyOf(l.Value))
	}
	j.close('}')
}

// single reports whether series of a kind are one plain value.
func single(kind metrics.Kind) bool {
	return kind == metrics.KindCounter || kind == metrics.KindGauge || kind == metrics.KindText
}

// single writes the value of a counter, gauge or text. There is none if a callback failed.
func (j *jsonTree) single(x *metrics.Series) {
	switch {
	case x.Err != "":
		j.null()
	case x.Kind == metrics.KindCounter:
		j.uint(x.Count)
	case x.Kind == metrics.KindText:
		j.string(x.Text)
	default:
		j.float(x.Value)
	}
}

// statistics writes the members of a timer, histogram, meter or state.
func (j *jsonTree) statistics(x *metrics.Series) {
	switch x.Kind {
	case metrics.KindTimer, metrics.KindHistogram:
		j.distribution(x)
	case metrics.KindMeter:
		j.key("count")
		j.uint(x.Count)
		j.stats(x, "rate", "m1", "m5", "m15")
	case metrics.KindState:
		j.states(x.States)
	}
}

func (j *jsonTree) distribution(x *metrics.Series) {
	j.key("count")
	j.uint(x.Count)
	if x.Kind == metrics.KindTimer {
		j.key("errors")
		j.uint(x.Errors)
	}
	j.key("rate")
	j.float(float64(x.Count) / j.seconds)
	j.stats(x, "sum", "min", "max", "mean", "stddev", "p50", "p75", "p90", "p95", "p99", "p999", "p9999")
	if j.hdr {
		j.encoded(x.Dist)
	}
	if j.slow && x.Kind == metrics.KindTimer {
		j.slowCalls(x.Slow)
	}
}

func (j *jsonTree) stats(x *metrics.Series, names ...string) {
	for _, name := range names {
		j.key(name)
		j.float(x.Stat(name))
	}
}

func (j *jsonTree) states(states []metrics.StateTime) {
	j.key("state")
	if i := slices.IndexFunc(states, func(s metrics.StateTime) bool { return s.Current }); i >= 0 {
		j.string(states[i].State)
	} else {
		j.null()
	}
	states = slices.Clone(states)
	for i := range states {
		states[i].State = keyOf(states[i].State)
	}
	slices.SortFunc(states, func(a, b metrics.StateTime) int { return cmp.Compare(a.State, b.State) })
	j.key("seconds")
	j.open('{')
	for _, s := range states {
		j.key(s.State)
		j.float(s.Time.Seconds())
	}
	j.close('}')
}

func (j *jsonTree) slowCalls(calls []metrics.SlowCall) {
	j.key("slow")
	j.open('[')
	for _, c := range calls {
		j.item()
		j.open('{')
		j.key("end")
		j.string(c.End.UTC().Format(time.RFC3339Nano))
		j.key("seconds")
		j.float(c.Duration.Seconds())
		if c.Err != "" {
			j.key("error")
			j.string(c.Err)
		}
		j.key("attrs")
		j.attrs(c.Attrs)
		j.close('}')
	}
	j.close(']')
}
