package dashboard_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// counting is a history that counts how often statistics are asked of it.
type counting struct {
	history.Reader
	asked atomic.Int64
}

func (c *counting) Since(d time.Duration) *metrics.Snapshot {
	c.asked.Add(1)
	return c.Reader.Since(d)
}

func TestViewersOfOneViewShareTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits := reg.Counter("hits")
		store := history.New(reg, nil)
		defer store.Close()
		h := &counting{Reader: store}
		d := newDashboard(t, reg, &dashboard.Options{History: h, Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2) // between two samples
		poll := func(query string) string { return get(d, query).Body.String() }
		poll("live=1")
		n := store.Latest().N
		for range 5 {
			hits.Inc()
			before := h.asked.Load()
			time.Sleep(time.Second)
			if asked := h.asked.Load() - before; asked != 0 {
				t.Errorf("without a viewer, %d statistics are made in a second", asked)
			}
			first := poll(fmt.Sprintf("live=1&after=%d", n))
			for range 10 {
				if other := poll(fmt.Sprintf("live=1&after=%d", n)); other != first {
					t.Errorf("two viewers are told %s and %s", first, other)
				}
			}
			if asked := h.asked.Load() - before; asked > 2 {
				t.Errorf("for eleven viewers of a view, %d statistics are made", asked)
			}
			n = store.Latest().N
		}
		before := h.asked.Load()
		poll(fmt.Sprintf("live=1&path=hits&after=%d", n))
		if h.asked.Load() == before {
			t.Error("another view is not made")
		}
	})
}

func TestAnyNumberOfViewsIsServed(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Add(7)
	d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
	for i := range 300 { // more than are kept
		if got := get(d, fmt.Sprintf("live=1&query=hits+>+%d", i%10)).Body.String(); strings.Contains(got, `"r":`) != (i%10 < 7) {
			t.Fatalf("the hits above %d: %s", i%10, got)
		}
		get(d, fmt.Sprint("live=1&query=other", i))
	}
}

// A page from before the clock was set back asks for what comes after a sample that is yet to come.
func TestViewerFromTheFutureGetsEverything(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Add(7)
	d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
	var update struct {
		N     uint64
		Whole bool   `json:"f"`
		Rows  string `json:"r"`
	}
	if err := json.Unmarshal(get(d, "live=1&after=18446744073709551615").Body.Bytes(), &update); err != nil {
		t.Fatal(err)
	}
	if !update.Whole || update.N == 0 || !strings.Contains(update.Rows, ",7,") {
		t.Errorf("it gets %+v", update)
	}
}

func TestLiveOfAnUnknownViewIsAnError(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), &dashboard.Options{Authorize: dashboard.AllowAll})
	for _, accept := range []string{"application/json", "text/event-stream"} {
		if w := get(d, "live=1&view=nothing", "Accept", accept); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", accept, w.Code)
		}
	}
}

// pipes is a listener whose connections hold nothing that is not read, and keep the time of a test.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

// dial opens a stream of a view and returns its connection.
func (p *pipes) dial(t *testing.T, query ...string) net.Conn {
	t.Helper()
	client, server := net.Pipe()
	p.conns <- server
	if _, err := io.WriteString(client, "GET /?live=1"+strings.Join(query, "")+" HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return client
}

// inPipes runs a test against a server with limits on a clock of its own.
func inPipes(t *testing.T, o *dashboard.Options, server *http.Server, test func(*testing.T, *pipes)) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		reg.Counter("hits")
		o.Authorize = dashboard.AllowAll
		server.Handler = newDashboard(t, reg, o)
		listener := &pipes{make(chan net.Conn), make(chan struct{})}
		done := make(chan struct{})
		go func() { defer close(done); server.Serve(listener) }()
		test(t, listener)
		server.Close()
		<-done
	})
}

// updates reads the events of a stream and returns how many there are until a time.
func updates(t *testing.T, c net.Conn, until time.Time) int {
	t.Helper()
	n := 0
	for lines := bufio.NewScanner(c); time.Now().Before(until); {
		if !lines.Scan() {
			t.Fatalf("the stream has ended after %d updates: %v", n, lines.Err())
		}
		if strings.HasPrefix(lines.Text(), "id: ") {
			n++
		}
	}
	return n
}

func TestStreamOutlivesEveryLimitOfTheServer(t *testing.T) {
	limits := &http.Server{ReadTimeout: 350 * time.Millisecond, WriteTimeout: 350 * time.Millisecond, IdleTimeout: time.Second}
	inPipes(t, &dashboard.Options{}, limits, func(t *testing.T, p *pipes) {
		c := p.dial(t)
		defer c.Close()
		if n := updates(t, c, time.Now().Add(time.Minute)); n < 60 {
			t.Errorf("%d updates in a minute", n)
		}
	})
}

func TestViewerWhoDoesNotReadIsDropped(t *testing.T) {
	inPipes(t, &dashboard.Options{MaxStreams: 1}, &http.Server{}, func(t *testing.T, p *pipes) {
		stuck := p.dial(t)
		defer stuck.Close()
		time.Sleep(4 * time.Second)
		refused := p.dial(t)
		defer refused.Close()
		if answer, err := http.ReadResponse(bufio.NewReader(refused), nil); err != nil || answer.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("while the first viewer has its place, another gets %v, %v", answer, err)
		}
		time.Sleep(2 * time.Second)
		next := p.dial(t)
		defer next.Close()
		if n := updates(t, next, time.Now().Add(10*time.Second)); n < 10 {
			t.Errorf("%d updates in ten seconds", n)
		}
	})
}

// A connection of pipes holds nothing, so a viewer who does not read blocks his stream at the first byte.
func TestViewersWhoDoNotReadDelayNobody(t *testing.T) {
	o := &dashboard.Options{MaxStreams: 200, MaxStreamsPerAddress: 200}
	inPipes(t, o, &http.Server{}, func(t *testing.T, p *pipes) {
		for range 100 {
			defer p.dial(t).Close()
		}
		reads := p.dial(t, "&query=hits")
		defer reads.Close()
		if n := updates(t, reads, time.Now().Add(10*time.Second)); n < 10 {
			t.Errorf("%d updates in ten seconds", n)
		}
	})
}
