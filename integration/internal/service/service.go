// Package service stands for a program whose pages are measured: the series of some routes, all of which change every
// second.
package service

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/binnacle-go/metrics"
)

// PerRoute is how many series a route has.
const PerRoute = 5

// A Service changes the series of its routes.
type Service struct {
	random *rand.Rand
	routes []route
}

type route struct {
	good, bad *metrics.Counter
	took      *metrics.Timer
	size      *metrics.Histogram
	open      *metrics.Gauge
}

// New registers the series of a number of routes.
func New(reg *metrics.Registry, routes int) *Service {
	requests := reg.CounterVec("http/requests", []string{"route", "code"}, metrics.Help("requests answered"))
	latency := reg.TimerVec("http/latency", []string{"route"}, metrics.Help("time to answer a request"))
	sizes := reg.HistogramVec("http/size", []string{"route"}, metrics.Help("bytes of an answer"), metrics.Unit("By"))
	s := &Service{random: rand.New(rand.NewPCG(1, 2))}
	for i := range routes {
		name := fmt.Sprintf("GET /v1/things%d/{id}", i)
		s.routes = append(s.routes, route{
			requests.With(name, "2xx"), requests.With(name, "5xx"), latency.With(name), sizes.With(name),
			reg.Gauge(fmt.Sprintf("pool%d/open", i), metrics.Help("open connections")),
		})
	}
	return s
}

// Work does what happens in a second.
func (s *Service) Work() {
	for i, r := range s.routes {
		r.good.Add(uint64(s.random.IntN(50 * (i + 1))))
		r.bad.Add(uint64(s.random.IntN(3)))
		r.open.Set(float64(s.random.IntN(100)))
		for range 1 + s.random.IntN(20) {
			r.took.Observe(time.Duration(1e6 * math.Exp(s.random.NormFloat64())))
			r.size.Observe(1e4 * math.Exp(s.random.NormFloat64()))
		}
	}
}
