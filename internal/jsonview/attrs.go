package jsonview

import (
	"log/slog"
	"strconv"
	"time"
)

// attrs writes what a slow call was annotated with as an object, groups joined to the keys of their members with a
// dot. Of attributes with the same key the last one counts.
func (d *document) attrs(attrs []slog.Attr) {
	flat := flatten(nil, "", attrs)
	last := make(map[string]int, len(flat))
	for i, a := range flat {
		last[a.Key] = i
	}
	d.open('{')
	for i, a := range flat {
		if last[a.Key] == i {
			d.key(a.Key)
			d.attr(a.Value)
		}
	}
	d.close('}')
}

// flatten appends attributes with their full keys and resolved values.
func flatten(to []slog.Attr, prefix string, attrs []slog.Attr) []slog.Attr {
	for _, a := range attrs {
		value, key := a.Value.Resolve(), prefix+keyOf(a.Key)
		if value.Kind() != slog.KindGroup {
			to = append(to, slog.Attr{Key: key, Value: value})
			continue
		}
		if a.Key != "" {
			key += "."
		}
		to = flatten(to, key, value.Group())
	}
	return to
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
