package prometheus

import (
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/binnacle-go/metrics"
)

const (
	traceKey = "trace_id"
	spanKey  = "span_id"
)

// exemplarsOf returns those of slow calls that have a trace, in the same order.
func exemplarsOf(calls []metrics.SlowCall) []*dto.Exemplar {
	var out []*dto.Exemplar
	for i := range calls {
		if e := exemplarOf(&calls[i]); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// exemplarOf returns nil for a call without a trace, or with ids that no exemplar may have.
func exemplarOf(call *metrics.SlowCall) *dto.Exemplar {
	if call.TraceID == "" {
		return nil
	}
	labels := []metrics.Label{metrics.L(traceKey, call.TraceID)}
	if call.SpanID != "" {
		labels = append(labels, metrics.L(spanKey, call.SpanID))
	}
	runes := 0
	for _, l := range labels {
		if !utf8.ValidString(l.Value) {
			return nil
		}
		runes += len(l.Key) + utf8.RuneCountInString(l.Value)
	}
	if runes > prometheus.ExemplarMaxRunes {
		return nil
	}
	seconds := call.Duration.Seconds()
	return &dto.Exemplar{Label: pairs(labels), Value: &seconds, Timestamp: timestamppb.New(call.End)}
}
