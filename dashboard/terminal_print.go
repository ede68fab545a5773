package dashboard

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/view"
)

// maxIndent keeps names on the screen however deep the tree goes.
const maxIndent = 8

// maxCell is what a number takes at most.
const maxCell = 10

// Styles of a terminal, as parameters of the escape sequence "select graphic rendition".
const (
	styleScope = "1"  // bold
	styleFaint = "2"  // faint
	styleAlarm = "31" // red
	styleSpark = "36" // cyan
)

// layout is the width of each column.
type layout struct {
	name  int
	cells [len(terminalHeads)]int // 0: left out
}

// layout gives each column the room it needs, names what remains of the line.
func (t *terminal) layout() layout {
	l := layout{name: len("NAME")}
	for i := range t.rows {
		row := &t.rows[i]
		l.name = max(l.name, 2*min(row.indent, maxIndent)+columnsOf(row.name))
		for c, cell := range row.cells {
			if cell != "" {
				l.cells[c] = max(l.cells[c], len(terminalHeads[c]), min(columnsOf(cell), maxCell))
			}
		}
	}
	room := t.columns - 2 - max(t.points, len(t.sparkHead()))
	for _, columns := range l.cells {
		if columns > 0 {
			room -= 2 + columns
		}
	}
	l.name = min(l.name, room)
	return l
}

func (t *terminal) print(w io.Writer, q *request) {
	title := fit(printable(t.d.title), t.columns/4)
	at := "  " + t.snapshot.Time.UTC().Format(time.DateTime) + " UTC  "
	line(w, t.style(title, styleScope)+at+fit(t.scope(q), t.columns-columnsOf(title+at)))
	line(w, "")
	if len(t.rows) == 0 {
		line(w, "no series")
		return
	}
	l := t.layout()
	line(w, t.style(l.join("NAME", terminalHeads, t.sparkHead()), styleFaint))
	for i := range t.rows {
		t.row(w, &t.rows[i], l)
	}
	if t.cut {
		line(w, fmt.Sprintf("Only the first %d series have a sparkline: narrow down by path= or query=.", maxSparks))
	}
}

// sparkHead heads the sparklines.
func (t *terminal) sparkHead() string {
	if t.span == sparkSpan && t.columns >= roomy {
		return "LAST 5 MINUTES"
	}
	return strings.ToUpper("last " + view.Uptime(t.span))
}

// scope says of what time the statistics are, and what is left out.
func (t *terminal) scope(q *request) string {
	span := human.Duration(t.snapshot.Time.Sub(t.snapshot.Start).Seconds())
	text := "since the start, " + span + " ago"
	switch {
	case q.window.Absolute():
		text = span + " before"
	case q.window.Span > 0:
		text = "the last " + span
	}
	if q.path != "" {
		text += "  path: " + printable(q.path)
	}
	if q.query != "" {
		text += "  query: " + printable(q.query)
	}
	return text
}

// line writes a line without blanks at its end.
func line(w io.Writer, text string) { fmt.Fprintln(w, strings.TrimRight(text, " ")) }

// row writes a row. A name that is too long for its column has a line of its own: it is mostly its end that tells it
// from others.
func (t *terminal) row(w io.Writer, row *terminalRow, l layout) {
	name := strings.Repeat("  ", min(row.indent, maxIndent)) + row.name
	switch {
	case row.scope:
		line(w, t.style(fit(name, t.columns), styleScope))
		return
	case columnsOf(name) > l.name:
		line(w, fit(name, t.columns))
		name = ""
	}
	line(w, t.format(row, name, l))
}

// format returns the line of a row behind its name.
func (t *terminal) format(row *terminalRow, name string, l layout) string {
	if row.note == "" && row.cells != (terminalCells{}) {
		return l.join(name, t.paint(row, l), t.style(row.spark, styleSpark))
	}
	note := fit(row.note, t.columns-l.name-2)
	if row.alarm {
		note = t.style(note, styleAlarm)
	}
	return padRight(name, l.name) + "  " + note
}

// paint returns a row's cells at their widths, the share of errors as an alarm.
func (t *terminal) paint(row *terminalRow, l layout) terminalCells {
	cells := row.cells
	if last := len(cells) - 1; row.alarm {
		cells[last] = t.style(padLeft(cells[last], l.cells[last]), styleAlarm)
	}
	return cells
}

func (l *layout) join(name string, cells terminalCells, spark string) string {
	var b strings.Builder
	b.WriteString(padRight(name, l.name))
	for i, cell := range cells {
		if l.cells[i] > 0 {
			b.WriteString("  " + padLeft(cell, l.cells[i]))
		}
	}
	b.WriteString("  " + spark)
	return b.String()
}

// style marks a text up if colour was asked for. Blank text stays as it is.
func (t *terminal) style(text, style string) string {
	if !t.color || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}
