package load

import "github.com/binnacle-go/metrics"

// instruments show the service from its users' side.
type instruments struct {
	latency  *metrics.Vec[*metrics.Timer]
	answers  *metrics.Vec[*metrics.Counter]
	skipped  *metrics.Counter
	inFlight *metrics.Gauge
}

func newInstruments(scope *metrics.Scope) *instruments {
	return &instruments{
		latency:  scope.TimerVec("latency", []string{"kind"}, metrics.Help("Time until a user has the whole answer; no answer and a status from 500 up are errors.")),
		answers:  scope.CounterVec("answers", []string{"status"}, metrics.Help("Answers by HTTP status."), metrics.Unit("1")),
		skipped:  scope.Counter("skipped", metrics.Help("Requests left out since too many were under way."), metrics.Unit("1")),
		inFlight: scope.Gauge("in_flight", metrics.Help("Requests under way."), metrics.Unit("1")),
	}
}
