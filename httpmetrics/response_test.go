package httpmetrics_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
)

// streams are the ways in which handlers flush.
var streams = map[string]func(http.ResponseWriter) error{
	"Flusher": func(w http.ResponseWriter) error {
		w.(http.Flusher).Flush()
		return nil
	},
	"ResponseController": func(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() },
}

func TestFlushedEventsArriveAtOnce(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		for name, flush := range streams {
			t.Run(protocol+" "+name, func(t *testing.T) {
				t.Parallel()
				release := make(chan struct{})
				reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					io.WriteString(w, "data: 1\n\n")
					if err := flush(w); err != nil {
						t.Error(err)
					}
					<-release
				}), nil)
				srv := serve(t, protocol, h)
				resp, err := srv.Client().Get(srv.URL)
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				line, err := bufio.NewReader(resp.Body).ReadString('\n')
				if line != "data: 1\n" || err != nil {
					t.Errorf("while the handler runs, the client reads %q, %v", line, err)
				}
				close(release)
				awaitRequests(t, reg, 1, "(none)", "2xx")
			})
		}
	}
}

func TestFlushWithoutAFlusherDoesNothing(t *testing.T) {
	t.Parallel()
	reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
		if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("flushed: %v", err)
		}
		w.WriteHeader(http.StatusNotFound)
	}), nil)
	if w := call(http.TimeoutHandler(h, time.Minute, ""), "GET", "/"); w.Code != 404 {
		t.Errorf("answered %d", w.Code)
	}
	awaitRequests(t, reg, 1, "(none)", "4xx")
}

func TestHijack(t *testing.T) {
	t.Parallel()
	for name, hijack := range map[string]func(http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error){
		"Hijacker": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) { return w.(http.Hijacker).Hijack() },
		"ResponseController": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) {
			return http.NewResponseController(w).Hijack()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				conn, rw, err := hijack(w)
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.Close()
				rw.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n")
				rw.Flush()
				line, _ := rw.ReadString('\n')
				rw.WriteString(line)
				rw.Flush()
			}), nil)
			conn, err := net.Dial("tcp", serve(t, "HTTP/1.1", h).Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nhello\n")
			got, err := io.ReadAll(conn)
			if err != nil || !strings.HasSuffix(string(got), "\r\n\r\nhello\n") {
				t.Errorf("read %q, %v", got, err)
			}
			if s := awaitRequests(t, reg, 1, "(none)", "hijacked"); s.Errors != 0 {
				t.Errorf("%d errors, want none", s.Errors)
			}
			if x, ok := reg.Snapshot().Get("http/server/response_size", metrics.L("route", "(none)")); ok {
				t.Errorf("the size of a hijacked connection is given as %v", x.Dist.Max())
			}
		})
	}
}

func TestHijackWhereItIsNotSupported(t *testing.T) {
	t.Parallel()
	reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, _, err := w.(http.Hijacker).Hijack(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("hijacked HTTP/2: %v", err)
		}
		w.WriteHeader(http.StatusHTTPVersionNotSupported)
	}), nil)
	do(t, serve(t, "HTTP/2.0", h), "GET", "/", nil)
	awaitRequests(t, reg, 1, "(none)", "5xx")
}

func TestInformationalHeadersAreNotTheStatus(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Link", "</style.css>; rel=preload")
				w.WriteHeader(http.StatusEarlyHints)
				w.WriteHeader(http.StatusProcessing)
				w.WriteHeader(http.StatusNotFound)
			}), nil)
			srv := serve(t, protocol, h)
			var hints []int
			req, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
				Got1xxResponse: func(code int, _ textproto.MIMEHeader) error { hints = append(hints, code); return nil },
			}), "GET", srv.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := srv.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if len(hints) != 2 || resp.StatusCode != 404 {
				t.Errorf("hints %v, then %d", hints, resp.StatusCode)
			}
			awaitRequests(t, reg, 1, "(none)", "4xx")
		})
	}
}

func TestSwitchingProtocolsIsFinal(t *testing.T) {
	t.Parallel()
	reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusSwitchingProtocols)
	}), nil)
	call(h, "GET", "/")
	awaitRequests(t, reg, 1, "(none)", "1xx")
}

func TestAnInvalidCodeIsAPanic(t *testing.T) {
	t.Parallel()
	reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(99) }), nil)
	if panicOf(func() { call(h, "GET", "/") }) == nil {
		t.Error("the panic of net/http was swallowed")
	}
	awaitRequests(t, reg, 1, "(none)", "panic")
}

// readerFrom notes what it is asked to read from.
type readerFrom struct {
	*httptest.ResponseRecorder
	from []io.Reader
}

func (w *readerFrom) ReadFrom(src io.Reader) (int64, error) {
	w.from = append(w.from, src)
	return io.Copy(w.ResponseRecorder, src)
}

func TestReadFromReachesTheServer(t *testing.T) {
	t.Parallel()
	src := io.LimitReader(strings.NewReader("hello"), 4)
	reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n, err := io.Copy(w, src); n != 4 || err != nil {
			t.Errorf("copied %d, %v", n, err)
		}
	}), nil)
	w := &readerFrom{ResponseRecorder: httptest.NewRecorder()}
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if len(w.from) != 1 || w.from[0] != src {
		t.Errorf("the server's ReadFrom got %v, want the source itself", w.from)
	}
	size := await(t, reg, 1, "http/server/response_size", metrics.L("route", "(none)"))
	if size.Dist.Max() != 4 {
		t.Errorf("size %v", size.Dist.Max())
	}
}

func TestNothingReadLeavesTheStatusOpen(t *testing.T) {
	t.Parallel()
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			reg, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				io.Copy(w, io.LimitReader(strings.NewReader(""), 1))
				w.WriteHeader(http.StatusBadGateway)
			}), nil)
			if resp, _ := do(t, serve(t, protocol, h), "GET", "/", nil); resp.StatusCode != 502 {
				t.Errorf("answered %d", resp.StatusCode)
			}
			awaitRequests(t, reg, 1, "(none)", "5xx")
		})
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	name := filepath.Join(t.TempDir(), "file.bin")
	content := strings.Repeat("0123456789abcdef", size/16)
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			mux := http.NewServeMux()
			mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) })
			reg, h := measured(mux, nil)
			if _, got := do(t, serve(t, protocol, h), "GET", "/file", nil); got != content {
				t.Errorf("got %d other bytes", len(got))
			}
			sent := await(t, reg, 1, "http/server/response_size", metrics.L("route", "/file"))
			if sent.Dist.Max() != size {
				t.Errorf("size %v, want %v", sent.Dist.Max(), size)
			}
		})
	}
}

func TestResponseControllerReachesTheServer(t *testing.T) {
	t.Parallel()
	_, h := measured(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		rc := http.NewResponseController(w)
		for name, err := range map[string]error{
			"SetReadDeadline":  rc.SetReadDeadline(time.Now().Add(time.Minute)),
			"SetWriteDeadline": rc.SetWriteDeadline(time.Now().Add(time.Minute)),
			"EnableFullDuplex": rc.EnableFullDuplex(),
		} {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}), nil)
	do(t, serve(t, "HTTP/1.1", h), "GET", "/", nil)
}
