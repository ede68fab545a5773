package jsonview

import (
	"log/slog"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics"
)

// slowCalls writes the slowest recent calls of a timer. Those that belong to no trace have no ids.
func (d *document) slowCalls(calls []metrics.SlowCall) {
	d.key("slow")
	d.open('[')
	for _, c := range calls {
		d.item()
		d.open('{')
		d.key("time")
		d.string(c.End.UTC().Format(time.RFC3339Nano))
		d.key("seconds")
		d.float(c.Duration.Seconds())
		d.unlessEmpty("error", c.Err)
		d.unlessEmpty("trace_id", c.TraceID)
		d.unlessEmpty("span_id", c.SpanID)
		d.key("attrs")
		d.attrs(c.Attrs)
		d.close('}')
	}
	d.close(']')
}

func (d *document) unlessEmpty(key, text string) {
	if text != "" {
		d.key(key)
		d.string(text)
	}
}

// attrs writes what a slow call was annotated with as an object. Of attributes with the same key the last one counts.
func (d *document) attrs(attrs []slog.Attr) {
	last := make(map[string]int, len(attrs))
	for i, a := range attrs {
		last[a.Key] = i
	}
	d.open('{')
	for i, a := range attrs {
		if last[a.Key] == i {
			d.key(Key(a.Key))
			d.attr(a.Value)
		}
	}
	d.close('}')
}

func (d *document) attr(v slog.Value) {
	switch v.Kind() {
	case slog.KindBool:
		d.buf = strconv.AppendBool(d.buf, v.Bool())
	case slog.KindInt64:
		d.buf = strconv.AppendInt(d.buf, v.Int64(), 10)
	case slog.KindUint64:
		d.uint(v.Uint64())
	case slog.KindFloat64:
		d.float(v.Float64())
	case slog.KindDuration:
		d.float(v.Duration().Seconds())
	case slog.KindTime:
		d.string(v.Time().Format(time.RFC3339Nano))
	default:
		d.string(v.String())
	}
}
