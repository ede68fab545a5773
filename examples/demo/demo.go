package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/examples/demo/internal/load"
	"github.com/binnacle-go/metrics/examples/demo/internal/search"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
	"github.com/binnacle-go/metrics/examples/demo/internal/web"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/httpmetrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/graphite"
	"github.com/binnacle-go/metrics/runtimemetrics"
)

const (
	cacheSize       = 64 << 20 // bytes of file content, about half of a Go installation
	refreshInterval = time.Minute
	reportInterval  = 10 * time.Second
	shutdownTimeout = 3 * time.Second // for requests under way, then again for the last report
	// maxSeries bounds the series of one family: how many file extensions and routes are told apart.
	maxSeries = 50
)

// demo is the running program.
type demo struct {
	url    string
	failed chan error // receives one error if the server ends by itself

	tree      *tree.Tree
	engine    *search.Engine
	history   *history.Store
	dashboard *dashboard.Dashboard
	server    *http.Server
	reporter  *reporters.Runner // nil without -graphite

	background sync.WaitGroup
	cancel     context.CancelFunc // ends what runs in the background
}

// start starts everything. What can fail comes first, so that nothing is left running then.
func start(c config) (*demo, error) {
	dir, err := sourceDir(c.dir)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", c.addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen, choose another -addr: %w", err)
	}
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: maxSeries})
	t, err := tree.Open(dir, cacheSize, reg.Scope)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the source tree: %w", err), listener.Close())
	}
	d := &demo{url: urlOf(c.addr, listener), failed: make(chan error, 1), tree: t}
	d.engine = search.New(t, runtime.GOMAXPROCS(0), reg.Scope)
	runtimemetrics.Register(reg.Scope)
	d.history = openHistory(reg, c.box)
	d.serve(reg, listener)
	if c.graphite != "" {
		d.reporter = reporters.Start(reg, graphite.New(c.graphite, nil), &reporters.Options{Interval: reportInterval})
	}
	d.startBackground(c, reg)
	return d, nil
}

// openHistory keeps the history, in a file too if one is named. That it cannot be written is no failure of this program.
func openHistory(reg *metrics.Registry, path string) *history.Store {
	store := history.New(reg, &history.Options{Path: path})
	switch box := store.Stats().Box; {
	case box.Err != nil:
		slog.Warn("the history is kept in memory only", "err", box.Err)
	case box.Damage != nil:
		slog.Warn("a part of the history is lost", "err", box.Damage)
	}
	return store
}

func (d *demo) serve(reg *metrics.Registry, listener net.Listener) {
	d.dashboard = dashboard.New(reg, &dashboard.Options{Title: "Code search", History: d.history})
	measured := httpmetrics.Middleware(reg.Scope, nil)(web.Routes(d.tree, d.engine, reg.Scope))
	mux := http.NewServeMux()
	mux.Handle("/metrics", d.dashboard) // not measured: its live streams last as long as somebody looks
	mux.Handle("/", measured)
	d.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	d.background.Go(func() {
		if err := d.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			d.failed <- err
		}
	})
}

func (d *demo) startBackground(c config, reg *metrics.Registry) {
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel = cancel
	d.background.Go(func() { d.tree.Run(ctx, refreshInterval) })
	if c.load == 0 {
		return
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	transport.MaxIdleConnsPerHost = 32
	driver := load.New(d.url, float64(c.load), httpmetrics.Transport(reg.Scope, transport, nil), reg.Scope)
	d.background.Go(func() {
		driver.Run(ctx)
		transport.CloseIdleConnections()
	})
}

// stop ends the work, lets requests under way finish, sends the last report and returns when nothing runs any more.
func (d *demo) stop() error {
	d.cancel()
	errs := []error{d.dashboard.Close()} // its live streams would hold up the server
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if d.server.Shutdown(ctx) != nil {
		errs = append(errs, d.server.Close()) // some request takes too long
	}
	d.background.Wait()
	d.engine.Close()
	d.report()
	return errors.Join(append(errs, d.history.Close(), d.tree.Close())...)
}

// report sends what the last interval brought. That Graphite cannot be reached is no failure of this program.
func (d *demo) report() {
	if d.reporter == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if err := d.reporter.Close(ctx); err != nil {
		slog.Warn("the last metrics did not reach Graphite", "err", err)
	}
}

// urlOf returns the URL that reaches the listener from this machine, under the host that was asked for.
func urlOf(addr string, listener net.Listener) string {
	host, _, _ := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return "http://" + net.JoinHostPort(host, port)
}
