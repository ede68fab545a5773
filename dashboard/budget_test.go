package dashboard_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// What a page of 60 series may cost, in bytes.
const (
	mostRaw    = 60 << 10 // page, script and style together
	mostPacked = 20 << 10 // the same compressed
	mostScript = 6 << 10  // compressed
	mostStyle  = 3 << 10  // compressed
	mostUpdate = 600      // a second
)

// service is a registry of 60 series, as a service of twelve routes has them.
type service struct {
	random *rand.Rand
	routes []route
}

type route struct {
	good, bad *metrics.Counter
	took      *metrics.Timer
	size      *metrics.Histogram
	open      *metrics.Gauge
}

func newService(reg *metrics.Registry) *service { return newServiceOf(reg, 12) }

func newServiceOf(reg *metrics.Registry, routes int) *service {
	requests := reg.CounterVec("http/requests", []string{"route", "code"}, metrics.Help("requests answered"))
	latency := reg.TimerVec("http/latency", []string{"route"}, metrics.Help("time to answer a request"))
	sizes := reg.HistogramVec("http/size", []string{"route"}, metrics.Help("bytes of an answer"), metrics.Unit("By"))
	s := &service{random: rand.New(rand.NewPCG(1, 2))}
	for i := range routes {
		name := fmt.Sprintf("GET /v1/things%d/{id}", i)
		s.routes = append(s.routes, route{
			requests.With(name, "2xx"), requests.With(name, "5xx"), latency.With(name), sizes.With(name),
			reg.Gauge(fmt.Sprintf("pool%d/open", i), metrics.Help("open connections")),
		})
	}
	return s
}

// work does what happens in a second. All series change.
func (s *service) work() {
	for i, r := range s.routes {
		r.good.Add(uint64(s.random.IntN(50 * (i + 1))))
		r.bad.Add(uint64(s.random.IntN(3)))
		r.open.Set(float64(s.random.IntN(100)))
		for range s.random.IntN(20) {
			r.took.Observe(time.Duration(1e6 * math.Exp(s.random.NormFloat64())))
			r.size.Observe(1e4 * math.Exp(s.random.NormFloat64()))
		}
	}
}

// firstLink is what a page loads by itself. What its body names is loaded when it is wanted.
var firstLink = regexp.MustCompile(`(?:href|src)="\?(asset=[^"]+)"`)

// sizes returns what the page and what it refers to cost, and the shares of script and style in the latter.
func sizes(t *testing.T, h http.Handler) (raw, packed, script, style int) {
	t.Helper()
	links := firstLink.FindAllStringSubmatch(get(h, "format=html").Body.String(), -1)
	for _, query := range append([][]string{{"", "format=html"}}, links...) {
		r, p := get(h, query[1]).Body.Len(), get(h, query[1], "Accept-Encoding", "gzip").Body.Len()
		t.Logf("%6d bytes, %5d compressed: %s", r, p, query[1])
		raw, packed = raw+r, packed+p
		switch {
		case strings.HasSuffix(query[1], ".js"):
			script += p
		case strings.HasSuffix(query[1], ".css"):
			style += p
		}
	}
	return raw, packed, script, style
}

func atMost(t *testing.T, what string, have, most int) {
	t.Helper()
	if have > most {
		t.Errorf("%s: %d bytes, at most %d are allowed", what, have, most)
	}
}

func TestFirstLoadIsSmall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		s := newService(reg)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		for range 400 { // until the sparklines are full
			s.work()
			time.Sleep(time.Second)
		}
		raw, packed, script, style := sizes(t, d)
		atMost(t, "everything, as it is", raw, mostRaw)
		atMost(t, "everything, compressed", packed, mostPacked)
		atMost(t, "the script", script, mostScript)
		atMost(t, "the style", style, mostStyle)
	})
}

func TestUpdatesAreSmall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		s := newService(reg)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2) // between two samples
		n, sum, count := uint64(0), 0, 0
		for i := range 100 {
			s.work()
			time.Sleep(time.Second)
			body := get(d, fmt.Sprintf("live=1&after=%d", n)).Body.Bytes()
			var update struct{ N uint64 }
			if err := json.Unmarshal(body, &update); err != nil {
				t.Fatal(err)
			}
			if n = update.N; i > 60 { // behind the first minute, in which more changes
				sum, count = sum+len(fmt.Sprintf("id: %d\ndata: %s\n\n", n, body)), count+1
			}
		}
		t.Logf("%d bytes a second", sum/count)
		atMost(t, "the updates of a second", sum/count, mostUpdate)
	})
}

// loadedAtOnce finds the assets that a page does not wait with until somebody presses a key or points at something.
var loadedAtOnce = regexp.MustCompile(`(?:href|src)="\?(asset=[^"]+)"`)

// mostMetric is what the page of one series may cost, compressed, with all that it loads.
const mostMetric = 45 << 10

func TestPageOfASeriesIsSmall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		took := reg.Timer("http/latency", metrics.Help("time to answer a request"), metrics.L("route", "GET /v1/things/{id}"))
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		random := rand.New(rand.NewPCG(1, 2))
		time.Sleep(time.Second / 2) // between two samples, so that each has the same whenever this runs
		for range 660 {
			for range random.IntN(40) {
				took.Observe(time.Duration(1e6 * math.Exp(1.5*random.NormFloat64())))
			}
			time.Sleep(time.Second)
		}
		for _, query := range []string{"path=http/latency", "path=http/latency&compare=previous"} {
			sum, seen := 0, map[string]bool{}
			page := get(d, query+"&format=html").Body.String()
			for _, part := range append([][]string{{"", query + "&format=html"}}, loadedAtOnce.FindAllStringSubmatch(page, -1)...) {
				if seen[part[1]] {
					continue
				}
				seen[part[1]] = true
				n := get(d, part[1], "Accept-Encoding", "gzip").Body.Len()
				t.Logf("%5d bytes compressed: %s", n, part[1])
				sum += n
			}
			atMost(t, query, sum, mostMetric)
		}
	})
}
