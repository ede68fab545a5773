package load

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

// service answers as the real one does, after a while, and keeps what it was asked.
type service struct {
	delay  time.Duration
	status int
	mu     sync.Mutex
	asked  []string
	traces []string // headers
	times  []time.Time
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.traces = append(s.traces, r.Header.Get("traceparent"))
	s.times = append(s.times, time.Now())
	s.mu.Unlock()
	select {
	case <-time.After(s.delay):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if s.status == 0 {
		return nil, errors.New("connection refused")
	}
	body := `[{"name":"sub","dir":true},{"name":"a b.go","dir":false},{"name":".git","dir":true}]`
	if strings.HasPrefix(r.URL.Path, "/search") {
		body = `{"matches":[{"path":"found/here.go","line":1,"text":"some remarkable line"}]}`
	}
	return &http.Response{StatusCode: s.status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// drive runs a driver against the service for a while of fake time.
func drive(t *testing.T, s *service, rate float64, during time.Duration) *metrics.Snapshot {
	t.Helper()
	reg := metrics.NewRegistry(nil)
	d := New("http://demo", rate, s, reg.Scope)
	ctx, cancel := context.WithTimeout(t.Context(), during)
	defer cancel()
	d.Run(ctx)
	return reg.Snapshot()
}

func TestTheRateHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{status: 200, delay: time.Millisecond}
		drive(t, s, 20, 100*time.Second)
		if n := float64(len(s.asked)); math.Abs(n-2000) > 4*math.Sqrt(2000) {
			t.Errorf("%v requests in 100 seconds at 20 a second, want about 2000", n)
		}
		// The gaps of independent users spread as much as they last: sd = mean.
		var sum, squares float64
		for i, at := range s.times[1:] {
			gap := at.Sub(s.times[i]).Seconds()
			sum += gap
			squares += gap * gap
		}
		n := float64(len(s.times) - 1)
		mean := sum / n
		if spread := math.Sqrt(squares/n-mean*mean) / mean; spread < 0.9 || spread > 1.1 {
			t.Errorf("the gaps spread %.2f times their mean, want about 1", spread)
		}
	})
}

func TestRequestsAreVariedAndLearned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{status: 200, delay: time.Millisecond}
		snapshot := drive(t, s, 20, 100*time.Second)
		var total uint64
		for _, c := range recipes {
			requests, ok := snapshot.Get("load/latency", metrics.L("kind", c.kind))
			if want := float64(c.weight) / 100 * 2000; !ok || math.Abs(float64(requests.Count)-want) > 5*math.Sqrt(want)+20 {
				t.Errorf("%d requests of kind %q, want about %v", requests.Count, c.kind, want)
			}
			total += requests.Count
		}
		if answers, _ := snapshot.Get("load/answers", metrics.L("status", "200")); answers.Count != total {
			t.Errorf("%d answers to %d requests", answers.Count, total)
		}
		all := strings.Join(s.asked, "\n")
		for _, want := range []string{"/dir/\n", "/dir/sub", "/file/a%20b.go", "/file/found/here.go", "path=sub%2F%2A", "q=line", "path=&q=func+%28\n", "no_such_file"} {
			if !strings.Contains(all, want) {
				t.Errorf("nobody asked for %q", want)
			}
		}
		if strings.Contains(all, ".git") {
			t.Error("somebody asked for a hidden directory")
		}
	})
}

func TestFailuresAreErrors(t *testing.T) {
	for _, c := range []struct {
		status int
		label  string
	}{{0, "none"}, {503, "503"}} {
		synctest.Test(t, func(t *testing.T) {
			snapshot := drive(t, &service{status: c.status}, 20, 10*time.Second)
			requests, _ := snapshot.Get("load/latency", metrics.L("kind", "directory"))
			answers, _ := snapshot.Get("load/answers", metrics.L("status", c.label))
			if requests.Count == 0 || requests.Errors != requests.Count || answers.Count != requests.Count {
				t.Errorf("status %d: %d requests, %d errors, %d answers, want as many of each", c.status, requests.Count, requests.Errors, answers.Count)
			}
		})
	}
}

func TestASlowServiceIsNotFlooded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{status: 200, delay: time.Hour}
		snapshot := drive(t, s, 100, patience-time.Second)
		skipped, _ := snapshot.Get("load/skipped")
		if len(s.asked) != mostInFlight || skipped.Count < 700 {
			t.Errorf("%d requests sent and %d skipped, want %d and about 870", len(s.asked), skipped.Count, mostInFlight)
		}
		if inFlight, _ := snapshot.Get("load/in_flight"); inFlight.Value != 0 {
			t.Errorf("%v requests under way after Run returned", inFlight.Value)
		}
	})
}

func TestStrangeAnswersTeachNothing(t *testing.T) {
	m := newMemory()
	for _, answer := range []string{"", "null", "{", `{"matches":[]}`, `[{"name":"a*","dir":true},{"name":"[x","dir":false}]`} {
		m.learn("dir/", []byte(answer))
		m.learn("search?q=x", []byte(answer))
		m.learn("file/x", []byte(answer))
	}
	if len(m.dirs.items) != 1 || len(m.files.items) != 0 || len(m.words.items) != 1 {
		t.Errorf("learned %q, %q, %q, want nothing new", m.dirs.items, m.files.items, m.words.items)
	}
}

func TestARingKeepsTheLast(t *testing.T) {
	var g ring
	for i := range 3 * remembered {
		g.add(strings.Repeat("x", i))
	}
	shortest := 3 * remembered
	for _, s := range g.items {
		shortest = min(shortest, len(s))
	}
	if len(g.items) != remembered || shortest != 2*remembered {
		t.Errorf("%d items kept, the oldest number %d; want %d and %d", len(g.items), shortest, remembered, 2*remembered)
	}
}
