package browser_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// typical is a registry of 60 series, as a service of some routes has them.
func typical() *metrics.Registry {
	reg := metrics.NewRegistry(nil)
	requests := reg.CounterVec("http/requests", []string{"route", "code"}, metrics.Help("requests answered"))
	latency := reg.TimerVec("http/latency", []string{"route"}, metrics.Help("time to answer a request"))
	for i := range 15 {
		route := fmt.Sprintf("GET /v1/things%d/{id}", i)
		requests.With(route, "2xx").Add(uint64(i * 1000))
		requests.With(route, "5xx").Add(uint64(i))
		latency.With(route).Observe(time.Duration(i+1) * time.Millisecond)
		reg.Gauge(fmt.Sprintf("pool%d/open", i), metrics.Help("open connections")).Set(float64(i))
	}
	return reg
}

func TestFirstLoadIsSmall(t *testing.T) {
	t.Parallel()
	p := opened(t, show(t, typical(), mounts[1]))
	live(t, p)
	load := eval[struct{ Requests, Sent, Raw int }](t, p, `
		[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
		.filter(e => !e.name.startsWith("data:") && !e.name.includes("live="))
		.reduce((sum, e) => ({
			requests: sum.requests + 1,
			sent: sum.sent + e.encodedBodySize,
			raw: sum.raw + e.decodedBodySize,
		}), {requests: 0, sent: 0, raw: 0})`)
	t.Logf("%d requests, %d bytes compressed, %d raw", load.Requests, load.Sent, load.Raw)
	if rows := eval[int](t, p, `document.querySelectorAll("tr[data-series]").length`); rows != 60 {
		t.Errorf("%d rows, want 60", rows)
	}
	if load.Requests > 4 || load.Sent > 20<<10 || load.Raw > 60<<10 || load.Sent == 0 {
		t.Errorf("the first load takes %+v; at most 4 requests, 20 KiB compressed and 60 KiB raw are allowed", load)
	}
}
