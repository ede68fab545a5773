package httpmetrics_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/httpmetrics"
)

const (
	traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
	spanID  = "00f067aa0ba902b7"
)

// traceOf returns the ids that the slow call of a request with such headers has, and those in the handler's context.
func traceOf(ctx context.Context, t *testing.T, o *metrics.Options, headers ...string) (kept, inside string) {
	t.Helper()
	reg := metrics.NewRegistry(o)
	h := httpmetrics.Middleware(reg.Scope, nil)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		traceID, spanID := metrics.TraceFromContext(r.Context())
		inside = traceID + " " + spanID
	}))
	r := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
	for _, v := range headers {
		r.Header.Add("traceparent", v)
	}
	h.ServeHTTP(httptest.NewRecorder(), r)
	for _, s := range reg.Snapshot().Series {
		for _, c := range s.Slow {
			kept = c.TraceID + " " + c.SpanID
		}
	}
	return kept, inside
}

func TestTraceparent(t *testing.T) {
	t.Parallel()
	ids := traceID + "-" + spanID
	for _, tc := range []struct {
		name, header string
		valid        bool
	}{
		{"sampled", "00-" + ids + "-01", true},
		{"not sampled", "00-" + ids + "-00", true},
		{"all flags", "00-" + ids + "-ff", true},
		{"later version", "01-" + ids + "-01", true},
		{"later version with more", "cc-" + ids + "-01-what-the-future-brings", true},
		{"later version with a dash", "cc-" + ids + "-01-", true},
		{"later version, longer without a dash", "cc-" + ids + "-01.what", false},
		{"this version with more", "00-" + ids + "-01-what", false},
		{"this version with a dash", "00-" + ids + "-01-", false},
		{"version ff", "ff-" + ids + "-01", false},
		{"version in capitals", "CC-" + ids + "-01", false},
		{"version that is no number", "0x-" + ids + "-01", false},
		{"short version", "0-" + ids + "-01", false},
		{"trace of zeros", "00-" + strings.Repeat("0", 32) + "-" + spanID + "-01", false},
		{"span of zeros", "00-" + traceID + "-" + strings.Repeat("0", 16) + "-01", false},
		{"capitals in the trace", "00-" + strings.ToUpper(ids) + "-01", false},
		{"trace that is no number", "00-" + strings.Replace(ids, "4", "g", 1) + "-01", false},
		{"span that is no number", "00-" + strings.Replace(ids, "67", "6.", 1) + "-01", false},
		{"flags that are no number", "00-" + ids + "-0x", false},
		{"flags too short", "00-" + ids + "-1", false},
		{"no flags", "00-" + ids, false},
		{"another separator", "00_" + ids + "_01", false},
		{"dash in another place", "00-" + traceID + "0-" + spanID[1:] + "-01", false},
		{"empty", "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			want := " "
			if tc.valid {
				want = traceID + " " + spanID
			}
			if kept, inside := traceOf(t.Context(), t, nil, tc.header); kept != want || inside != want {
				t.Errorf("%q gives %q to the slow call and %q to the handler, want %q", tc.header, kept, inside, want)
			}
		})
	}
}

func TestTraceOfARequest(t *testing.T) {
	t.Parallel()
	valid := "00-" + traceID + "-" + spanID + "-01"
	tracer := &metrics.Options{Trace: func(context.Context) (string, string) { return "tracer's", "own" }}
	for _, tc := range []struct {
		name    string
		ctx     context.Context
		o       *metrics.Options
		headers []string
		want    string
	}{
		{"nothing", t.Context(), nil, nil, " "},
		{"header twice", t.Context(), nil, []string{valid, valid}, " "},
		{"context before header", metrics.ContextWithTrace(t.Context(), "t", "s"), nil, []string{valid}, "t s"},
		{"tracer before header", t.Context(), tracer, []string{valid}, "tracer's own"},
		{"header if the tracer has nothing", t.Context(),
			&metrics.Options{Trace: func(context.Context) (string, string) { return strings.Repeat("0", 32), strings.Repeat("0", 16) }},
			[]string{valid}, traceID + " " + spanID},
	} {
		if kept, _ := traceOf(tc.ctx, t, tc.o, tc.headers...); kept != tc.want {
			t.Errorf("%s: the slow call has %q, want %q", tc.name, kept, tc.want)
		}
	}
}

func TestATracedRequestIsGivenBack(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /files/{id}", func(_ http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(1); err != nil {
			t.Error(err)
		}
		if r.PathValue("id") == "panic" {
			panic("boom")
		}
	})
	reg, h := measured(mux, nil)
	for _, path := range []string{"/files/7", "/files/panic"} {
		body := "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\ncontent\r\n--x--\r\n"
		r := httptest.NewRequest("POST", path, strings.NewReader(body))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("traceparent", "00-"+traceID+"-"+spanID+"-01")
		panicOf(func() { h.ServeHTTP(httptest.NewRecorder(), r) })
		if r.Pattern != "POST /files/{id}" || r.MultipartForm == nil {
			t.Fatalf("after %s the request has the pattern %q and the form %v", path, r.Pattern, r.MultipartForm)
		}
		if err := r.MultipartForm.RemoveAll(); err != nil {
			t.Error(err)
		}
	}
	awaitRequests(t, reg, 1, "POST /files/{id}", "2xx")
	awaitRequests(t, reg, 1, "POST /files/{id}", "panic")
}

func TestSlowCallsOfClientsHaveTheTraceOfTheirContext(t *testing.T) {
	t.Parallel()
	reg := metrics.NewRegistry(nil)
	rt := httpmetrics.Transport(reg.Scope, roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
	}), nil)
	ctx := metrics.ContextWithTrace(t.Context(), traceID, spanID)
	if _, err := rt.RoundTrip(httptest.NewRequestWithContext(ctx, "GET", "http://example.com/", nil)); err != nil {
		t.Fatal(err)
	}
	for _, s := range reg.Snapshot().Series {
		if len(s.Slow) == 1 && s.Slow[0].TraceID == traceID && s.Slow[0].SpanID == spanID {
			return
		}
	}
	t.Error("no slow call has the trace")
}

func FuzzTraceparent(f *testing.F) {
	valid := regexp.MustCompile(`^(00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}|[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-(?s:.*))?)$`)
	for _, seed := range []string{
		"", "00-" + traceID + "-" + spanID + "-01", "01-" + traceID + "-" + spanID + "-01-x", "ff-" + traceID + "-" + spanID + "-00",
		"00-" + strings.Repeat("0", 32) + "-" + spanID + "-01", "00-" + traceID + "-" + spanID + "-01-", "00-" + traceID + "-" + spanID + "-0G",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		want := " "
		if m := valid.FindStringSubmatch(header); m != nil && header[:2] != "ff" {
			trace, span := m[2]+m[4], m[3]+m[5]
			more := len(header) > 55
			if strings.Trim(trace, "0") != "" && strings.Trim(span, "0") != "" && (header[:2] != "00" || !more) {
				want = trace + " " + span
			}
		}
		if kept, inside := traceOf(t.Context(), t, nil, header); kept != want || inside != want {
			t.Errorf("%q gives %q and %q, want %q", header, kept, inside, want)
		}
	})
}
