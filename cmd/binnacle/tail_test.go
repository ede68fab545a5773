package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// serve answers requests until the test ends, and returns its URL.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func text(w http.ResponseWriter, s string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, s)
}

func TestTailOfADashboard(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits").Add(41)
	registry.Counter("other").Inc()
	d := dashboard.New(registry, &dashboard.Options{Title: "harbour"})
	defer d.Close()
	url := serve(t, d.ServeHTTP)
	code, out, errs := runIt("tail", "-count", "2", "-interval", "100ms", "-path", "web", strings.TrimPrefix(url, "http://"))
	if code != exitDone || errs != "" || strings.Count(out, "harbour") != 2 || strings.Contains(out, "other") || !strings.Contains(out, "41") {
		t.Errorf("%d, %q\n%s", code, errs, out)
	}
	if strings.Contains(out, "\x1b") {
		t.Errorf("control sequences in plain output: %q", out)
	}
	code, _, errs = runIt("tail", url, "-query", "a >")
	if code != exitFailed || !strings.Contains(errs, "400") || strings.Contains(errs, "trying again") {
		t.Errorf("a broken query: %d, %q", code, errs)
	}
}

func TestTailAsksFor(t *testing.T) {
	var got atomic.Value
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got.Store(r.URL.RequestURI() + " " + r.Header.Get("Accept"))
		text(w, "-\n")
	})
	runIt("tail", "-count", "1", "-range", "15m", "-query", "hits > 3", url+"/m?range=1m&color=1&path=a%2Fb#part")
	if want := "/m?format=text&path=a%2Fb&query=hits+%3E+3&range=15m text/plain"; got.Load() != want {
		t.Errorf("%s; want %s", got.Load(), want)
	}
}

func TestTailGivesUp(t *testing.T) {
	answer := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for name, x := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"forbidden":  {answer(403, "text/plain", "set AllowedHosts\n"), "403 Forbidden: set AllowedHosts"},
		"page":       {answer(403, "text/html", "<html>"), "403 Forbidden\n"},
		"other page": {answer(200, "text/html", "<html>"), "is it the URL of a dashboard?"},
		"evil":       {answer(400, "text/plain", "\x1b]0;title\x07\x1b[31m"), "400 Bad Request: \ufffd]0;title\ufffd\n"},
	} {
		code, out, errs := runIt("tail", serve(t, x.handler))
		if code != exitFailed || out != "" || !strings.Contains(errs, x.want) {
			t.Errorf("%s: %d, %q, %q; want %q", name, code, out, errs, x.want)
		}
	}
}

// The program comes, goes and comes again; each change is told once.
func TestTailGoesOn(t *testing.T) {
	var n atomic.Int32
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		switch n.Add(1) {
		case 1, 5:
			text(w, "view\n")
		case 4:
			text(w, "half a")
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		default:
			http.Error(w, "starting", http.StatusServiceUnavailable)
		}
	})
	code, out, errs := runIt("tail", "-count", "5", "-interval", "100ms", url)
	if code != exitDone || out != "view\n\nview\n" {
		t.Errorf("%d, %q", code, out)
	}
	lines := strings.Split(strings.TrimSpace(errs), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], "503 Service Unavailable: starting") || !strings.Contains(lines[2], "answers again") {
		t.Errorf("%q", errs)
	}
}

func TestTailOfNobody(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	code, out, errs := runIt("tail", "-count", "1", strings.Replace(s.URL, "http://", "http://me:secret@", 1))
	if code != exitFailed || out != "" || !strings.Contains(errs, "refused") || strings.Contains(errs, "secret") {
		t.Errorf("%d, %q, %q", code, out, errs)
	}
}

// recorder is an output that tells of each write.
type recorder struct {
	mu     sync.Mutex
	writes []string
	wrote  chan struct{}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.mu.Lock()
	r.writes = append(r.writes, string(b))
	r.mu.Unlock()
	select {
	case r.wrote <- struct{}{}:
	default:
	}
	return len(b), nil
}

// tailOn runs tail before a terminal of so many rows until it has written so often, and interrupts it.
func tailOn(t *testing.T, url string, rows, writes int) []string {
	t.Helper()
	out := &recorder{wrote: make(chan struct{}, 100)}
	screen := &terminal{color: true, rows: func() int { return rows }}
	command := &tail{interval: minInterval, terminal: func(io.Writer) *terminal { return screen }}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	done := make(chan error)
	go func() { done <- command.run(ctx, []string{url}, out, io.Discard) }()
	for range writes {
		select {
		case <-out.wrote:
		case <-ctx.Done():
			t.Fatal("nothing was written")
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	return out.writes
}

func TestTailOnATerminal(t *testing.T) {
	var n atomic.Int32
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("color") != "1" {
			t.Error("no colour was asked for")
		}
		if n.Add(1) == 2 {
			http.Error(w, "", http.StatusBadGateway)
			return
		}
		text(w, "\x1b[1mbold\x1b[0m\nevil \x1b[2J\x07\n3\n4\n5\n")
	})
	writes := tailOn(t, url, 4, 3)
	first, second, last := writes[0], writes[1], writes[len(writes)-1]
	const body = "\x1b[1mbold\x1b[0m\x1b[K\r\nevil \ufffd[2J\ufffd\x1b[K\r\n"
	if want := enterScreen + home + body + "3\x1b[K\r\n… 2 more lines: narrow the view with -path or -query\x1b[K\x1b[J"; first != want {
		t.Errorf("first\n%q; want\n%q", first, want)
	}
	if !strings.HasPrefix(second, home+"No answer from "+url+" for 0s, trying again: the answer is 502 Bad Gateway\x1b[K\r\n"+body) {
		t.Errorf("second %q", second)
	}
	if last != leaveScreen {
		t.Errorf("last %q", last)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestTailCannotWrite(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) { text(w, "view") })
	var errs strings.Builder
	if code := run(context.Background(), []string{"tail", url}, brokenPipe{}, &errs); code != exitFailed || !strings.Contains(errs.String(), "broken pipe") {
		t.Error(code, errs.String())
	}
}

// What arrives may be anything; what reaches the terminal is text and colours.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"plain\ttext\n", "\x1b[31mred\x1b[0m", "\x1b[1;31", "\x1b]0;x\x07", "\u009b2J", "\xff\x1b[m"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, color := range []bool{false, true} {
			out := clean(s, color)
			if out != clean(out, color) {
				t.Errorf("%q becomes %q, and then %q", s, out, clean(out, color))
			}
			rest := out
			for at := strings.IndexByte(rest, '\x1b'); at >= 0; at = strings.IndexByte(rest, '\x1b') {
				if colorSequence(rest[at:]) == 0 || !color {
					t.Fatalf("%q lets %q through", s, out)
				}
				rest = rest[at+1:]
			}
			if strings.ContainsAny(out, "\r\a\b\u009b\u007f") {
				t.Errorf("%q lets %q through", s, out)
			}
		}
	})
}
