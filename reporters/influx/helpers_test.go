package influx_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/influx"
)

// tick is the timestamp of all captures here.
var tick = time.Date(2026, 3, 1, 12, 0, 10, 0, time.UTC)

// capture returns a capture of ten seconds that began with the registry.
func capture(r *metrics.Registry) *reporters.Capture {
	s := *r.Snapshot()
	s.Start, s.Time = tick.Add(-10*time.Second), tick
	return &reporters.Capture{Tick: tick, Total: &s, Interval: &s}
}

// noTags are options for a database without tags of its own.
func noTags() *influx.Options { return &influx.Options{Database: "db", Tags: []metrics.Label{}} }

func encode(r *metrics.Registry, o *influx.Options) []string {
	return lines(influx.New("http://localhost", o).Encode(capture(r)).Body)
}

func lines(body []byte) []string {
	if len(body) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
}

// A stub is a server that keeps the requests it got.
type stub struct {
	*httptest.Server
	answer func(w http.ResponseWriter, body string)

	mu       sync.Mutex
	requests []*http.Request
	bodies   []string
}

func newStub(t *testing.T, answer func(w http.ResponseWriter, body string)) *stub {
	s := &stub{answer: answer}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" && err == nil {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, err = io.ReadAll(z)
		}
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
		return
	}
	s.mu.Lock()
	s.requests = append(s.requests, r)
	s.bodies = append(s.bodies, string(body))
	s.mu.Unlock()
	if s.answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.answer(w, string(body))
}

func (s *stub) seen() ([]*http.Request, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests, s.bodies
}
