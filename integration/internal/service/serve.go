package service

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// A Program is a service whose dashboard is served on loopback. Its seconds are shorter than others'.
type Program struct {
	URL      string
	Store    *history.Store
	Registry *metrics.Registry

	dashboard *dashboard.Dashboard
	server    *http.Server
	done      sync.WaitGroup
}

// Start starts a program with a number of routes. Each sample is taken after a second of work, and stands for one.
func Start(routes int, second time.Duration) (*Program, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: PerRoute * routes})
	s := New(reg, routes)
	s.Work()
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: second, Keep: 300 * second}}})
	d := dashboard.New(reg, &dashboard.Options{Title: "service", History: store})
	p := &Program{
		URL: "http://" + listener.Addr().String() + "/", Store: store, Registry: reg,
		dashboard: d, server: &http.Server{Handler: d, ReadHeaderTimeout: time.Minute},
	}
	ticks, _ := store.Subscribe() // until the store is closed
	p.done.Go(func() {
		for range ticks {
			s.Work()
		}
	})
	p.done.Go(func() { _ = p.server.Serve(listener) }) // until it is closed
	return p, nil
}

// Handler is the dashboard.
func (p *Program) Handler() http.Handler { return p.dashboard }

// Close ends everything.
func (p *Program) Close() error {
	err := p.server.Close()
	if e := p.dashboard.Close(); err == nil {
		err = e
	}
	if e := p.Store.Close(); err == nil {
		err = e
	}
	p.done.Wait()
	return err
}
