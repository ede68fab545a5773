package otlp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	"google.golang.org/protobuf/proto"

	"github.com/binnacle-go/metrics/bridge/otel/otlp"
	"github.com/binnacle-go/metrics/reporters"
)

func partial(t *testing.T, n int64) string {
	t.Helper()
	text, err := proto.Marshal(&metricspb.ExportMetricsServiceResponse{PartialSuccess: &metricspb.ExportMetricsPartialSuccess{
		RejectedDataPoints: n, ErrorMessage: "too\nold",
	}})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSendClassifiesAnswers(t *testing.T) {
	for _, c := range []struct {
		answer  func(http.ResponseWriter, *http.Request)
		says    string // in the error; empty for none
		split   bool
		partial uint64
		wait    time.Duration
	}{
		{answer: status(200, "", "", "")},
		{answer: status(202, "", "", "{}")},
		{answer: status(200, "", "", partial(t, 0))},
		{answer: status(200, "", "", partial(t, 2)), says: "2 data points rejected: too old", partial: 2},
		{answer: status(400, "", "", "bad\ndata"), says: "400 Bad Request: bad data", split: true},
		{answer: status(413, "", "", ""), says: "413", split: true},
		{answer: status(401, "", "", ""), says: "check Options.Headers"},
		{answer: status(404, "", "", ""), says: "check the URL"},
		{answer: status(307, "Location", "http://elsewhere.example/", ""), says: "redirects are not followed"},
		{answer: status(429, "Retry-After", "7", ""), says: "429", wait: 7 * time.Second},
		{answer: status(503, "Retry-After", "soon", ""), says: "503"},
		{answer: status(500, "", "", strings.Repeat("x", 1<<20)), says: "xxx..."},
	} {
		b := newBackend(t)
		b.answer = c.answer
		r := otlp.New(b.URL+"/v1/metrics?key=secret", &otlp.Options{Headers: map[string]string{"api-key": "secret"}})
		err := r.Send(t.Context(), nil)
		var asks *reporters.RetryError
		errors.As(err, &asks)
		var some *reporters.PartialError
		errors.As(err, &some)
		switch {
		case (err == nil) != (c.says == ""), err != nil && !strings.Contains(err.Error(), c.says):
			t.Errorf("got %v, want %q", err, c.says)
		case errors.Is(err, reporters.ErrSplit) != c.split, (some != nil) != (c.partial > 0), (asks != nil) != (c.wait > 0):
			t.Errorf("%q: split %v, partial %v, wait %v", err, errors.Is(err, reporters.ErrSplit), some, asks)
		case some != nil && some.Rejected != c.partial, asks != nil && asks.After != c.wait:
			t.Errorf("%q: %d rejected, wait %v", err, some.Rejected, asks.After)
		case err != nil && strings.Contains(err.Error(), "secret"):
			t.Errorf("the error tells a secret: %v", err)
		case b.headers[0].Get("api-key") != "secret":
			t.Errorf("headers: %v", b.headers[0])
		}
		_ = r.Close()
	}
}

func TestAnEndlessAnswerIsCutOff(t *testing.T) {
	b := newBackend(t)
	b.answer = func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, strings.Repeat("x", 1<<12)); err != nil {
				return
			}
		}
	}
	r := otlp.New(b.URL, nil)
	defer r.Close()
	if err := r.Send(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	b := newBackend(t)
	b.answer = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	r := otlp.New(b.URL, nil)
	defer r.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := r.Send(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAWrongURLFailsDeliveriesAndTellsNoSecret(t *testing.T) {
	for _, endpoint := range []string{"localhost:4318", "http://user:secret@", "http://a b:secret@c/", "ftp://user:secret@host/", ""} {
		err := otlp.New(endpoint, nil).Send(t.Context(), nil)
		if err == nil || errors.Is(err, reporters.ErrRejected) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", endpoint, err)
		}
	}
}
