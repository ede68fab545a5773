package search

import (
	"errors"

	"github.com/binnacle-go/metrics"
)

// instruments show the searches and the workers that they share.
type instruments struct {
	latency           *metrics.Timer
	list, read, match *metrics.Timer // stages of a search
	inFlight          *metrics.Gauge
	concurrency       *metrics.State
	matches, volume   *metrics.Histogram
	scanned           *metrics.Meter
	byExtension       *metrics.Vec[*metrics.Counter]
	skipped           *metrics.Vec[*metrics.Counter]
	badPattern        *metrics.Text
}

func newInstruments(scope *metrics.Scope, e *Engine) *instruments {
	workers := scope.SubScope("workers")
	workers.GaugeFunc("queue", func() float64 { return float64(len(e.tasks)) },
		metrics.Help("Files that wait for a worker."), metrics.Unit("1"))
	workers.Rollup("files")
	workers.Rollup("busy")
	workers.Rollup("state")

	s := scope.SubScope("search")
	stage := s.TimerVec("stage", []string{"stage"},
		metrics.Help("Time in each stage: list once a search, read and match once a file."))
	return &instruments{
		latency:     s.Timer("latency", metrics.Help("Time to answer a search; refused patterns and timeouts are its errors.")),
		list:        stage.With("list"),
		read:        stage.With("read"),
		match:       stage.With("match"),
		inFlight:    s.Gauge("in_flight", metrics.Help("Searches under way."), metrics.Unit("1")),
		concurrency: s.State("concurrency", metrics.Help("How long so many searches were under way at once.")),
		matches:     s.Histogram("matches", metrics.Help("Lines that one search returned."), metrics.Unit("1")),
		volume:      s.Histogram("volume", metrics.Help("Text that one search went through."), metrics.Unit("By")),
		scanned:     s.Meter("scanned", metrics.Help("Text that all searches went through."), metrics.Unit("By")),
		byExtension: s.CounterVec("found", []string{"ext"}, metrics.Help("Lines found, by the file's extension."), metrics.Unit("1")),
		skipped:     s.CounterVec("skipped", []string{"reason"}, metrics.Help("Files passed over by a search."), metrics.Unit("1")),
		badPattern:  s.Text("last_bad_pattern", metrics.Help("The last pattern that did not compile.")),
	}
}

func (m *instruments) found(r *Result) {
	m.matches.Observe(float64(len(r.Matches)))
	m.volume.Observe(float64(r.Bytes))
}

func (m *instruments) failed(r Request, err error) {
	if bad, ok := errors.AsType[*RequestError](err); ok && bad.Field == "q" {
		m.badPattern.Set(shorten(r.Pattern))
	}
}

// shorten cuts what users typed to a length that fits a page.
func shorten(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
