package dashboard_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// busy is a registry of 60 series, as a service of some routes has them, all of which change all the time.
func busy() (reg *metrics.Registry, work func(*rand.Rand)) {
	reg = metrics.NewRegistry(nil)
	requests := reg.CounterVec("http/requests", []string{"route", "code"}, metrics.Help("requests answered"))
	latency := reg.TimerVec("http/latency", []string{"route"}, metrics.Help("time to answer a request"))
	sizes := reg.HistogramVec("http/size", []string{"route"}, metrics.Help("bytes of an answer"), metrics.Unit("By"))
	var works []func(*rand.Rand)
	for i := range 12 {
		route := fmt.Sprintf("GET /v1/things%d/{id}", i)
		name := fmt.Sprintf("pool%d/open", i)
		good, bad, took := requests.With(route, "2xx"), requests.With(route, "5xx"), latency.With(route)
		size, open := sizes.With(route), reg.Gauge(name, metrics.Help("open connections"))
		works = append(works, func(r *rand.Rand) {
			good.Add(uint64(r.IntN(50 * (i + 1))))
			bad.Add(uint64(r.IntN(3)))
			open.Set(float64(r.IntN(100)))
			for range r.IntN(20) {
				took.Observe(time.Duration(1e6 * math.Exp(r.NormFloat64())))
				size.Observe(1e4 * math.Exp(r.NormFloat64()))
			}
		})
	}
	return reg, func(r *rand.Rand) {
		for _, w := range works {
			w(r)
		}
	}
}

func TestFirstLoadIsSmall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg, work := busy()
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		random := rand.New(rand.NewPCG(1, 2))
		for range 400 {
			work(random)
			time.Sleep(time.Second)
		}
		raw, packed := 0, 0
		page := get(d, "format=html").Body.String()
		for _, link := range append([][]string{{"", "format=html"}}, assetLink.FindAllStringSubmatch(page, -1)...) {
			r, p := get(d, link[1]).Body.Len(), get(d, link[1], "Accept-Encoding", "gzip").Body.Len()
			t.Logf("%6d bytes, %5d compressed: %s", r, p, link[1])
			raw, packed = raw+r, packed+p
		}
		t.Log(raw, packed)
	})
}
