package points

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// AppendJSON appends a set as a JSON document.
func (set *Set) AppendJSON(b []byte) []byte {
	b = append(b, `{"from":`...)
	b = text(b, set.From.UTC().Format(time.RFC3339Nano))
	b = append(b, `,"to":`...)
	b = text(b, set.To.UTC().Format(time.RFC3339Nano))
	b = append(b, `,"series":[`...)
	for i := range set.Series {
		if i > 0 {
			b = append(b, ',')
		}
		b = set.Series[i].appendJSON(b)
	}
	return append(b, "]}\n"...)
}

func (s *Series) appendJSON(b []byte) []byte {
	b = append(b, `{"name":`...)
	b = text(b, s.Name)
	b = append(b, `,"labels":`...)
	b = labels(b, s.Labels)
	b = append(b, `,"kind":`...)
	b = text(b, s.Kind.String())
	b = append(b, `,"unit":`...)
	b = text(b, s.Unit)
	if len(s.Points) > 0 {
		b = append(b, `,"start":`...)
		b = strconv.AppendFloat(b, float64(s.Start.UnixMilli())/1000, 'f', -1, 64)
	}
	b = append(b, `,"step":`...)
	b = number(b, s.Step.Seconds())
	b = append(b, `,"resolution":`...)
	b = number(b, s.Resolution.Seconds())
	b = append(b, `,"error":`...)
	b = number(b, s.RelativeError)
	b = append(b, `,"partial":`...)
	b = strconv.AppendBool(b, len(s.Points) > 0 && s.Points[len(s.Points)-1].Partial)
	b = append(b, `,"points":{`...)
	return append(s.columns(b), "}}"...)
}

// columns appends one array for each statistic.
func (s *Series) columns(b []byte) []byte {
	samples := s.samples()
	columns := statistics(s.Kind)
	if s.Kind == metrics.KindState {
		columns = s.states()
	}
	for i := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, columns[i].name)
		b = append(b, ":["...)
		for j := range samples {
			if j > 0 {
				b = append(b, ',')
			}
			b = columns[i].orNull(b, &samples[j])
		}
		b = append(b, ']')
	}
	return b
}

func (c *statistic) orNull(b []byte, s *sample) []byte {
	before := len(b)
	if s.Known {
		b = c.append(b, s)
	}
	if len(b) == before {
		b = append(b, "null"...)
	}
	return b
}

// samples prepares the points for their statistics.
func (s *Series) samples() []sample {
	out := make([]sample, len(s.Points))
	for i := range s.Points {
		out[i] = sample{Point: &s.Points[i], seconds: s.Span(i).Seconds()}
	}
	return out
}

// states are the seconds spent in each state, as statistics.
func (s *Series) states() []statistic {
	var out []statistic
	seen := map[string]bool{}
	for i := range s.Points {
		for _, t := range s.Points[i].States {
			if !seen[t.State] {
				seen[t.State] = true
				out = append(out, statistic{t.State, secondsIn(t.State)})
			}
		}
	}
	return out
}

func secondsIn(state string) func([]byte, *sample) []byte {
	return func(b []byte, s *sample) []byte {
		for _, t := range s.States {
			if t.State == state {
				return number(b, t.Time.Seconds())
			}
		}
		return append(b, '0')
	}
}

// labels appends labels as a JSON object.
func labels(b []byte, all []metrics.Label) []byte {
	b = append(b, '{')
	for i, l := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(text(b, l.Key), ':')
		b = text(b, l.Value)
	}
	return append(b, '}')
}

// text appends a JSON string. Names that differ stay different, also where they are not UTF-8.
func text(b []byte, s string) []byte {
	out, err := json.Marshal(jsonview.Key(s))
	if err != nil {
		panic("points: programming error: a string cannot be encoded: " + err.Error())
	}
	return append(b, out...)
}
