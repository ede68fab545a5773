package dashboard

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/internal/tree"
)

// How many columns of a terminal a view may take: as many as every terminal has, unless columns= says otherwise.
const (
	defaultColumns = 80
	leastColumns   = 80
	mostColumns    = 400
)

// roomy is from how many columns on there is room for the column of the greatest value and for longer sparklines.
const roomy = 100

// terminalHeads are the heads of the columns between name and sparkline. A column in which nothing stands is left out.
var terminalHeads = [...]string{"VALUE", "RATE", "P50", "P99", "MAX", "ERRORS"}

type terminalCells [len(terminalHeads)]string

// terminalRow is a line of the terminal view.
type terminalRow struct {
	indent int
	name   string // safe to print
	scope  bool
	cells  terminalCells
	note   string // instead of cells and sparkline; safe to print
	spark  string
	alarm  bool // an error, or a share of errors
}

// terminal makes the terminal view of a snapshot.
type terminal struct {
	d        *Dashboard
	snapshot *metrics.Snapshot
	now      time.Time
	span     time.Duration // of the sparklines
	color    bool
	columns  int // that a line may take
	points   int // of a sparkline
	rows     []terminalRow
	sparks   int
	cut      bool // series are left without a sparkline
}

// writeTerminal writes a snapshot as a tree for people, with the recent past of each series.
func (d *Dashboard) writeTerminal(w io.Writer, s *metrics.Snapshot, q *request) {
	t := &terminal{d: d, snapshot: s, now: d.history.Latest().Total.Time, color: q.color, columns: q.columns, points: sparkPoints}
	if t.columns < roomy {
		t.points = sparkPoints / 2
	}
	if q.window.Absolute() {
		t.now = s.Time
	}
	if t.span = sparkSpan; q.window.Given() {
		from, to := q.window.Bounds(t.now)
		t.span = max(to.Sub(from), sparkPoints)
	}
	t.walk(tree.New(s), 0)
	t.print(w, q)
}

// walk adds the rows of a node's own series and those of its children.
func (t *terminal) walk(n *tree.Node, indent int) {
	for _, child := range n.Children {
		t.node(child, indent)
		t.walk(child, indent+1)
	}
}

func (t *terminal) node(n *tree.Node, indent int) {
	name := printable(n.Name)
	if len(n.Series) == 0 || n.Family(t.snapshot) {
		t.rows = append(t.rows, terminalRow{indent: indent, name: name, scope: true})
		for _, x := range n.Series {
			t.add(x, printable(labelText(x.Labels)), indent+1)
		}
		return
	}
	t.add(n.Series[0], name, indent)
}

// labelText is a set of labels in the way the query language writes them.
func labelText(labels []metrics.Label) string {
	var pairs []string
	for _, l := range labels {
		pairs = append(pairs, l.Key+"="+l.Value)
	}
	return "{" + strings.Join(pairs, ",") + "}"
}

func (t *terminal) add(x *metrics.Series, name string, indent int) {
	row := terminalRow{indent: indent, name: name}
	switch {
	case x.Err != "":
		row.note, row.alarm = human.None+" "+printable(x.Err), true
	case x.Kind == metrics.KindText:
		row.note = printable(x.Text)
	case x.Kind == metrics.KindState:
		row.note = printable(stateText(x.States))
	default:
		row.cells = t.cells(x)
		row.alarm = x.Errors > 0
		row.spark = t.spark(x)
	}
	t.rows = append(t.rows, row)
}

func (t *terminal) spark(x *metrics.Series) string {
	if t.sparks++; t.sparks > maxSparks {
		t.cut = true
		return ""
	}
	return t.sparkline(x)
}

// cells are the numbers of a series, in the order of terminalHeads.
func (t *terminal) cells(x *metrics.Series) terminalCells {
	if x.Kind == metrics.KindGauge {
		return terminalCells{value(x.Value, x.Unit)}
	}
	rate := float64(x.Count) / t.snapshot.Time.Sub(t.snapshot.Start).Seconds()
	cells := terminalCells{human.Count(x.Count), human.Rate(rate)}
	if x.Kind == metrics.KindTimer || x.Kind == metrics.KindHistogram {
		for i, v := range append(x.Dist.AppendQuantiles(make([]float64, 0, 3), 0.5, 0.99), x.Dist.Max()) {
			cells[2+i] = value(v, x.Unit)
			if i == 1 && t.columns < roomy {
				break
			}
		}
	}
	if x.Errors > 0 {
		cells[5] = human.Share(float64(x.Errors) / float64(max(x.Count, x.Errors)))
	}
	return cells
}

// value is a number with its unit, which may hold any bytes.
func value(v float64, unit string) string { return fit(printable(human.Value(v, unit)), maxCell) }

// stateText is the present state and the share of time spent in each.
func stateText(states []metrics.StateTime) string {
	total, current := time.Duration(0), human.None
	for _, s := range states {
		total += s.Time
		if s.Current {
			current = s.State
		}
	}
	var shares []string
	for _, s := range states {
		shares = append(shares, fmt.Sprintf("%s %.0f %%", s.State, 100*s.Time.Seconds()/max(total.Seconds(), 1e-9)))
	}
	if len(shares) == 0 {
		return current
	}
	return current + " (" + strings.Join(shares, ", ") + ")"
}
