package points

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// Header are the columns of the CSV format: when the point begins in UTC (RFC 3339), the series with its labels as a
// JSON object, kind and unit, the seconds that the point tells of, true where its step has not ended, the statistics,
// the seconds spent in each state as a JSON object, the text, and of the whole answer the resolution in seconds at which
// it was made and the relative error of its quantiles. Cells are empty where there is nothing. One that a spreadsheet
// would take for a formula has an apostrophe before it.
func Header() []string {
	out := []string{"time", "name", "labels", "kind", "unit", "seconds", "partial"}
	return append(append(out, numbers()...), "states", "text", "resolution", "error")
}

// numbers are the names of the statistics of all kinds.
func numbers() []string {
	var out []string
	for _, c := range append(timed[:len(timed):len(timed)], value) {
		out = append(out, c.name)
	}
	return out
}

// WriteCSV writes a set, beginning with the Header.
func (set *Set) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(Header()); err != nil {
		return err
	}
	for i := range set.Series {
		if err := set.Series[i].writeCSV(out); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (s *Series) writeCSV(out *csv.Writer) error {
	fixed := []string{harmless(s.Name), string(labels(nil, s.Labels)), s.Kind.String(), harmless(s.Unit)}
	made := []string{string(number(nil, s.Resolution.Seconds())), string(number(nil, s.RelativeError))}
	own := map[string]statistic{}
	for _, c := range statistics(s.Kind) {
		own[c.name] = c
	}
	samples := s.samples()
	for i := range samples {
		cells := append([]string{s.Time(i).UTC().Format(time.RFC3339Nano)}, fixed...)
		cells = append(cells, samples[i].cells(own)...)
		cells = append(append(cells, s.wordsOf(&samples[i])...), made...)
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	return nil
}

// cells are what a point has under the columns from "seconds" to the last number.
func (s *sample) cells(own map[string]statistic) []string {
	seconds, partial := "", ""
	if s.Known {
		seconds = string(number(nil, s.seconds))
	}
	if s.Partial {
		partial = "true"
	}
	out := []string{seconds, partial}
	for _, name := range numbers() {
		cell := ""
		if c, has := own[name]; has && s.Known {
			cell = string(c.append(nil, s))
		}
		out = append(out, cell)
	}
	return out
}

// wordsOf are two cells of a point: states and text.
func (s *Series) wordsOf(x *sample) []string {
	switch {
	case !x.Known:
	case s.Kind == metrics.KindText:
		return []string{"", harmless(x.Text)}
	case s.Kind == metrics.KindState:
		return []string{string(states(nil, x.States)), ""}
	}
	return []string{"", ""}
}

// states appends the seconds spent in each state as a JSON object.
func states(b []byte, all []metrics.StateTime) []byte {
	b = append(b, '{')
	for i, t := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(text(b, t.State), ':')
		b = number(b, t.Time.Seconds())
	}
	return append(b, '}')
}

// harmless is a text that no spreadsheet takes for a formula; see OWASP, CSV injection.
func harmless(s string) string {
	s = jsonview.Key(s)
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r") {
		return "'" + s
	}
	return s
}
