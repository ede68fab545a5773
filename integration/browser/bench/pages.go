package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/arl/statsviz"

	"github.com/binnacle-go/metrics/integration/browser"
	"github.com/binnacle-go/metrics/integration/internal/service"
)

// second is what stands for one of both libraries: ten updates come in a real one.
const second = 100 * time.Millisecond

// pages are the costs that a browser has.
type pages struct {
	sixty, metric, fiveHundred, hour, statsviz browser.Followed
}

func measurePages(b *browser.Browser) (pages, error) {
	var out pages
	for _, m := range []struct {
		name    string
		into    *browser.Followed
		measure func(*browser.Browser) (browser.Followed, error)
	}{
		{"60 series", &out.sixty, ours(12, second, "", 60, 100)},
		{"statsviz", &out.statsviz, theirs},
		{"the page of a timer", &out.metric, ours(12, second, "?path=http/latency&query=*{route=GET\\ /v1/things1/\\{id\\}}", 10, 100)},
		{"500 series", &out.fiveHundred, ours(100, time.Second, "?query=**", 5, 20)},
		{"an hour", &out.hour, ours(12, 20*time.Millisecond, "", 100, 3600)},
	} {
		progress("%s", m.name)
		f, err := m.measure(b)
		if err != nil {
			return out, fmt.Errorf("%s: %w", m.name, err)
		}
		*m.into = f
	}
	return out, nil
}

// ours measures a page of a service for some ticks, after others.
func ours(routes int, second time.Duration, query string, before, ticks int) func(*browser.Browser) (browser.Followed, error) {
	return func(b *browser.Browser) (f browser.Followed, err error) {
		s, err := service.Start(routes, second)
		if err != nil {
			return f, err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		return follow(b, s.URL+query, before, ticks, (*browser.Page).Ticks)
	}
}

// theirs measures the page of statsviz, which plots the runtime's own metrics.
func theirs(b *browser.Browser) (f browser.Followed, err error) {
	mux := http.NewServeMux()
	viz, err := statsviz.NewServer(statsviz.SendFrequency(second))
	if err != nil {
		return f, err
	}
	viz.Register(mux)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return f, err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, viz.Close(), server.Close())
		<-ended
	}()
	begun := time.Now()
	sent := func(*browser.Page) (int, error) { return int(time.Since(begun) / second), nil }
	return follow(b, "http://"+listener.Addr().String()+"/debug/statsviz/", 60, 100, sent)
}

func follow(b *browser.Browser, url string, before, ticks int, now func(*browser.Page) (int, error)) (browser.Followed, error) {
	p, err := b.NewPage()
	if err != nil {
		return browser.Followed{}, err
	}
	defer p.Close()
	if err := p.Viewport(1400, 900); err != nil {
		return browser.Followed{}, err
	}
	if status, err := p.Open(url); err != nil || status != http.StatusOK {
		return browser.Followed{}, fmt.Errorf("%s is answered with %d: %w", url, status, err)
	}
	count := func() (int, error) { return now(p) }
	if _, err := p.Follow(before, count); err != nil {
		return browser.Followed{}, err
	}
	return p.Follow(ticks, count)
}
