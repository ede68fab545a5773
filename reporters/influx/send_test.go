package influx_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/influx"
)

const body = "a count=1i 1\nb count=2i 1\n"

func TestRequestsOfBothVersions(t *testing.T) {
	server := newStub(t, nil)
	auth := func(name, password string) string {
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(name, password)
		return r.Header.Get("Authorization")
	}
	withUser := strings.Replace(server.URL, "http://", "http://ann:secret@", 1)
	for _, c := range []struct {
		url     string
		options influx.Options
		want    string // path and query
		auth    string
	}{
		{server.URL, influx.Options{Database: "shop"}, "/write?db=shop&precision=ms", ""},
		{server.URL + "/", influx.Options{Database: "a b&c", RetentionPolicy: "week", Precision: time.Microsecond},
			"/write?db=a+b%26c&precision=u&rp=week", ""},
		{server.URL, influx.Options{Database: "d", Username: "bob", Password: "p:w"}, "/write?db=d&precision=ms", auth("bob", "p:w")},
		{withUser, influx.Options{Database: "d"}, "/write?db=d&precision=ms", auth("ann", "secret")},
		{server.URL + "/proxy/influx?db=d&u=ann&p=secret&consistency=any", influx.Options{},
			"/proxy/influx/write?consistency=any&db=d&precision=ms", auth("ann", "secret")},
		{server.URL, influx.Options{Bucket: "b", Org: "o", Token: "t", Precision: time.Microsecond},
			"/api/v2/write?bucket=b&org=o&precision=us", "Token t"},
		{server.URL + "/api/v2/write?bucket=b", influx.Options{Token: "t", NoCompression: true}, "/api/v2/write?bucket=b&precision=ms", "Token t"},
	} {
		reporter := influx.New(c.url, &c.options)
		if err := reporter.Send(t.Context(), []byte(body)); err != nil {
			t.Errorf("%+v: %v", c.options, err)
			continue
		}
		requests, bodies := server.seen()
		got := requests[len(requests)-1]
		if got.Method != http.MethodPost || got.RequestURI != c.want || got.Header.Get("Authorization") != c.auth {
			t.Errorf("got %s %s with %q, want %s with %q", got.Method, got.RequestURI, got.Header.Get("Authorization"), c.want, c.auth)
		}
		if zipped := got.Header.Get("Content-Encoding") == "gzip"; zipped == c.options.NoCompression || bodies[len(bodies)-1] != body {
			t.Errorf("zipped %v, body %q", zipped, bodies[len(bodies)-1])
		}
		if !strings.HasPrefix(reporter.Name(), "influx/127.0.0.1:") || strings.Contains(reporter.Name(), "secret") {
			t.Errorf("name %q", reporter.Name())
		}
	}
}

func TestAnswersAreClassified(t *testing.T) {
	for _, c := range []struct {
		status int
		answer string
		want   string // rejected, split, or retry
		says   string
	}{
		{400, `{"error":"unable to parse 'x': missing fields"}`, "split", "missing fields"},
		{400, `{"error":"partial write: field type conflict dropped=1"}`, "split", "conflict"},
		{400, `{"error":"partial write: points beyond retention policy dropped=2"}`, "rejected", "retention"},
		{422, "points beyond the retention of the bucket", "split", "retention"},
		{413, "", "split", "413"},
		{401, "no token", "retry", "check user, password or token"},
		{403, "", "retry", "check user"},
		{404, `{"error":"database not found: \"db\""}`, "retry", "check the URL, and that the database"},
		{429, "", "retry", "429"},
		{500, "timeout", "retry", "timeout"},
		{503, "", "retry", "503"},
		{200, "<html>welcome</html>", "retry", "would have answered 204"},
		{302, "", "retry", "redirects are not followed"},
		{418, "", "retry", "418"},
		{500, strings.Repeat("long\n", 1000), "retry", "long long"},
	} {
		server := newStub(t, func(w http.ResponseWriter, _ string) {
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.answer)
		})
		err := influx.New(server.URL, noTags()).Send(t.Context(), []byte(body))
		got := "retry"
		if errors.Is(err, reporters.ErrRejected) {
			got = "rejected"
		} else if errors.Is(err, reporters.ErrSplit) {
			got = "split"
		}
		if err == nil || got != c.want || !strings.Contains(err.Error(), c.says) || len(err.Error()) > 600 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%d %.40q: %s, want %s: %v", c.status, c.answer, got, c.want, err)
		}
	}
}

func TestRetryAfterIsRead(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"30": 30 * time.Second, "86400": 24 * time.Hour, "99999999999999999999": time.Hour, "-5": 0, "soon": 0,
		time.Now().Add(time.Minute).UTC().Format(http.TimeFormat): time.Minute,
	} {
		server := newStub(t, func(w http.ResponseWriter, _ string) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		err := influx.New(server.URL, noTags()).Send(t.Context(), []byte(body))
		var asked *reporters.RetryError
		if want == 0 && errors.As(err, &asked) || want > 0 && (!errors.As(err, &asked) || asked.After > want || asked.After < want-5*time.Second) {
			t.Errorf("Retry-After %q: %v, want %v", header, err, want)
		}
	}
}

func TestBrokenOptionsShowAsFailures(t *testing.T) {
	for url, says := range map[string]string{
		"http://h:8086":         "needs Options.Database",
		"h:8086":                "URL is broken",
		"":                      "URL is broken",
		"ftp://h":               "URL is broken",
		"http://u:secret@h:bad": "URL is broken",
		"http://[::1":           "URL is broken",
	} {
		reporter := influx.New(url, nil)
		err := reporter.Send(t.Context(), []byte(body))
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error()+reporter.Name(), "secret") {
			t.Errorf("%q: %v, want %q", url, err, says)
		}
	}
}

func TestNothingSecretGetsIntoErrorsOrElsewhere(t *testing.T) {
	other := newStub(t, nil)
	server := newStub(t, func(w http.ResponseWriter, _ string) {
		w.Header().Set("Location", other.URL)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	options := influx.Options{Database: "d", Token: "canary"}
	if err := influx.New(server.URL, &options).Send(t.Context(), []byte(body)); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v", err)
	}
	if requests, _ := other.seen(); len(requests) > 0 {
		t.Error("a redirect was followed")
	}
	server.Close()
	for _, url := range []string{server.URL + "?u=a&p=canary", strings.Replace(server.URL, "//", "//a:canary@", 1)} {
		if err := influx.New(url, noTags()).Send(t.Context(), []byte(body)); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("got %v", err)
		}
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := influx.New(server.URL, noTags()).Send(ctx, []byte(body)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAnEndlessAnswerIsCutOff(t *testing.T) {
	server := newStub(t, func(w http.ResponseWriter, _ string) {
		w.WriteHeader(http.StatusInternalServerError)
		for range 1 << 20 {
			if _, err := w.Write(make([]byte, 1<<10)); err != nil {
				return
			}
		}
		t.Error("a gigabyte was read")
	})
	if err := influx.New(server.URL, noTags()).Send(t.Context(), []byte(body)); err == nil {
		t.Error("delivered")
	}
}

func TestAnUntrustedCertificateFails(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }))
	defer server.Close()
	server.Config.ErrorLog = nil
	if err := influx.New(server.URL, noTags()).Send(t.Context(), []byte(body)); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v", err)
	}
	o := noTags()
	o.TLS = server.Client().Transport.(*http.Transport).TLSClientConfig
	if err := influx.New(server.URL, o).Send(t.Context(), []byte(body)); err != nil {
		t.Error(err)
	}
}
