package influx

import (
	"math"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// maxRequest is the size of one request before compression: some thousand points, as InfluxDB advises.
const maxRequest = 1 << 20

var (
	quantiles     = []float64{0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999}
	quantileNames = []string{"p50", "p75", "p90", "p95", "p99", "p999", "p9999"}
)

// Encode returns the lines for one capture; the package documentation says which. A point is a line. It is pure and
// safe for concurrent use, and takes time in proportion to the series and their populated buckets.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	e := encoder{
		reporter: r,
		batch:    reporters.Batch{Lines: true, Limit: maxRequest},
		end:      r.timestamp(c.Tick),
		seconds:  c.Interval.Time.Sub(c.Interval.Start).Seconds(),
	}
	for i := range c.Interval.Series {
		e.series(&c.Interval.Series[i])
	}
	return e.batch
}

// timestamp returns the end of each line.
func (r *Reporter) timestamp(t time.Time) []byte {
	n := t.Unix()*int64(time.Second/r.precision) + int64(t.Nanosecond())/int64(r.precision)
	return append(strconv.AppendInt([]byte{' '}, n, 10), '\n')
}

// encoder writes the lines of one batch.
type encoder struct {
	reporter *Reporter
	batch    reporters.Batch
	end      []byte
	seconds  float64 // the interval's length
	numbers  []float64
	comma    bool // the line has a field
}

func (e *encoder) series(s *metrics.Series) {
	start := len(e.batch.Body)
	e.key(s)
	e.comma = false
	e.fields(s)
	if !e.comma {
		e.batch.Body = e.batch.Body[:start]
		return
	}
	e.batch.Body = append(e.batch.Body, e.end...)
	e.batch.Points++
}

// key writes the measurement and the tags, sorted as InfluxDB wants them.
func (e *encoder) key(s *metrics.Series) {
	e.batch.Body = appendText(e.batch.Body, e.reporter.prefix+s.Name, measurement)
	own, common := s.Labels, e.reporter.tags
	for len(own) > 0 || len(common) > 0 {
		if len(common) == 0 || len(own) > 0 && own[0].Key <= common[0].Key {
			if len(common) > 0 && own[0].Key == common[0].Key {
				common = common[1:]
			}
			e.tag(own[0])
			own = own[1:]
		} else {
			e.tag(common[0])
			common = common[1:]
		}
	}
	e.batch.Body = append(e.batch.Body, ' ')
}

func (e *encoder) tag(l metrics.Label) {
	e.batch.Body = append(e.batch.Body, ',')
	e.batch.Body = appendText(e.batch.Body, l.Key, tagKey)
	e.batch.Body = append(e.batch.Body, '=')
	e.batch.Body = appendText(e.batch.Body, l.Value, tagValue)
}

func (e *encoder) fields(s *metrics.Series) {
	switch s.Kind {
	case metrics.KindCounter:
		e.count("count", s.Count)
	case metrics.KindGauge:
		e.float("value", s.Value)
	case metrics.KindTimer:
		e.count("count", s.Count)
		e.count("errors", s.Errors)
		e.distribution(s)
	case metrics.KindHistogram:
		e.count("count", s.Count)
		e.distribution(s)
	case metrics.KindMeter:
		e.count("count", s.Count)
		for _, stat := range []string{"rate", "m1", "m5", "m15"} {
			e.float(stat, s.Stat(stat))
		}
	case metrics.KindState:
		e.states(s)
	case metrics.KindText:
		e.string("text", s.Text)
	}
}

// distribution takes all quantiles in one pass.
func (e *encoder) distribution(s *metrics.Series) {
	e.float("rate", float64(s.Count)/e.seconds)
	e.float("min", s.Dist.Min())
	e.float("max", s.Dist.Max())
	e.float("mean", s.Dist.Mean())
	e.float("stddev", s.Dist.StdDev())
	e.numbers = s.Dist.AppendQuantiles(e.numbers[:0], quantiles...)
	for i, v := range e.numbers {
		e.float(quantileNames[i], v)
	}
}

func (e *encoder) states(s *metrics.Series) {
	if s.Text != "" {
		e.string("state", s.Text)
	}
	for i := range s.States {
		e.float("seconds."+s.States[i].State, s.States[i].Time.Seconds())
	}
}

// count writes an integer, and nothing where the server's end before it.
func (e *encoder) count(key string, v uint64) {
	suffix := byte('i')
	if e.reporter.unsigned {
		suffix = 'u'
	} else if v > math.MaxInt64 {
		return
	}
	e.field(key)
	e.batch.Body = append(strconv.AppendUint(e.batch.Body, v, 10), suffix)
}

// float writes the shortest form that parses back to v, and nothing where there is no value.
func (e *encoder) float(key string, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return
	}
	e.field(key)
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) { // where digits would turn into rows of zeros
		format = 'e'
	}
	e.batch.Body = strconv.AppendFloat(e.batch.Body, v, format, -1, 64)
}

func (e *encoder) string(key, s string) {
	e.field(key)
	e.batch.Body = appendString(e.batch.Body, s)
}

// field writes what stands before a value.
func (e *encoder) field(key string) {
	if e.comma {
		e.batch.Body = append(e.batch.Body, ',')
	}
	e.comma = true
	e.batch.Body = appendText(e.batch.Body, key, fieldKey)
	e.batch.Body = append(e.batch.Body, '=')
}
