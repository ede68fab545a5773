package influx_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/influx"
)

// One line that the server does not take costs that line.
func TestABadLineCostsOneLine(t *testing.T) {
	taken := map[string]bool{}
	server := newStub(t, func(w http.ResponseWriter, body string) {
		if strings.Contains(body, "bad") {
			http.Error(w, `{"error":"bad line"}`, http.StatusBadRequest)
			return
		}
		for _, line := range lines([]byte(body)) {
			taken[strings.Fields(line)[0]] = true
		}
		w.WriteHeader(http.StatusNoContent)
	})
	r := metrics.NewRegistry(nil)
	for i := range 1000 {
		name := fmt.Sprintf("good%d", i)
		if i == 123 || i == 900 {
			name = fmt.Sprintf("bad%d", i)
		}
		r.Counter(name)
	}
	runner := reporters.Start(r, influx.New(server.URL, noTags()), &reporters.Options{Logger: slog.New(slog.DiscardHandler)})
	if err := runner.Close(t.Context()); err != nil {
		t.Error(err)
	}
	h := runner.Health()
	if h.Captured != 1000 || h.Rejected != 2 || h.Acknowledged != 998 || len(taken) != 998 || h.Attempts > 45 {
		t.Errorf("%d lines taken, %+v", len(taken), h)
	}
}

// A server with a small limit gets small requests.
func TestALargeBatchIsSplit(t *testing.T) {
	var sizes []int
	server := newStub(t, func(w http.ResponseWriter, body string) {
		if len(body) > 5000 {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		sizes = append(sizes, len(body))
		w.WriteHeader(http.StatusNoContent)
	})
	r := metrics.NewRegistry(nil)
	for i := range 1000 {
		r.Counter(fmt.Sprintf("c%d", i))
	}
	runner := reporters.Start(r, influx.New(server.URL, noTags()), nil)
	if err := runner.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if h := runner.Health(); h.Acknowledged != 1000 || slices.Max(sizes) > 5000 || len(sizes) > 16 {
		t.Errorf("requests of %v bytes, %+v", sizes, h)
	}
}

func TestRequestsAreBounded(t *testing.T) {
	server := newStub(t, nil)
	r := metrics.NewRegistry(nil)
	long := strings.Repeat("l", 4000)
	for i := range 600 {
		r.Counter(fmt.Sprintf("%s%d", long, i))
	}
	runner := reporters.Start(r, influx.New(server.URL, noTags()), nil)
	if err := runner.Close(t.Context()); err != nil {
		t.Error(err)
	}
	_, bodies := server.seen()
	var all int
	for _, b := range bodies {
		all += strings.Count(b, "\n")
		if len(b) > 1<<20 {
			t.Errorf("a request of %d bytes", len(b))
		}
	}
	if all != 600 || len(bodies) != 3 {
		t.Errorf("%d lines in %d requests", all, len(bodies))
	}
}
