package points

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// Header are the columns of the CSV format: when the point begins in UTC (RFC 3339), the series with its labels as a
// JSON object, kind and unit, the seconds that the point covers, true where its step has not ended, and the
// statistics, empty where there is none. States are the seconds spent in each, as a JSON object. A cell that a
// spreadsheet would take for a formula has an apostrophe before it.
func Header() []string {
	out := []string{"time", "name", "labels", "kind", "unit", "seconds", "partial"}
	for _, c := range allStatistics() {
		out = append(out, c.name)
	}
	return append(out, "states")
}

// allStatistics are those of all kinds.
func allStatistics() []statistic { return append(slices.Clone(timed), measured...) }

// WriteCSV writes a set, beginning with the Header.
func (set *Set) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(Header()); err != nil {
		return err
	}
	for i := range set.Series {
		if err := set.Series[i].writeCSV(out, set); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (s *Series) writeCSV(out *csv.Writer, set *Set) error {
	fixed := []string{"", harmless(s.Name), string(labels(nil, s.Labels)), s.Kind.String(), harmless(s.Unit)}
	own := map[string]bool{}
	for _, c := range statistics(s.Kind) {
		own[c.name] = true
	}
	samples := s.samples(set)
	for i := range samples {
		x := &samples[i]
		cells := append(slices.Clone(fixed), string(number(nil, x.seconds)), "")
		cells[0] = s.Time(i).UTC().Format(time.RFC3339Nano)
		if s.partial(set, i) {
			cells[len(cells)-1] = "true"
		}
		for _, c := range allStatistics() {
			cell := ""
			if x.Known && own[c.name] {
				cell = string(c.append(nil, x))
			}
			cells = append(cells, cell)
		}
		if err := out.Write(append(cells, s.statesOf(x))); err != nil {
			return err
		}
	}
	return nil
}

// statesOf are the seconds in each state as a JSON object, nothing for series that are no state.
func (s *Series) statesOf(x *sample) string {
	if s.Kind != metrics.KindState || !x.Known {
		return ""
	}
	b := []byte{'{'}
	for i, t := range x.States {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(text(b, t.State), ':')
		b = number(b, t.Time.Seconds())
	}
	return string(append(b, '}'))
}

// harmless is a text that no spreadsheet takes for a formula; see OWASP, CSV injection.
func harmless(s string) string {
	s = jsonview.Key(s)
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r") {
		return "'" + s
	}
	return s
}
