package dashboard_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// quick is a history with ten samples a second, so that a real stream need not be waited for.
func quick(t testing.TB, reg *metrics.Registry) *history.Store {
	t.Helper()
	s := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: 100 * time.Millisecond, Keep: time.Minute}}})
	t.Cleanup(func() { s.Close() })
	return s
}

// serve serves a dashboard whose server gives up answers after less time than a stream lasts.
func serve(t testing.TB, d http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(d)
	s.Config.WriteTimeout = 350 * time.Millisecond
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// event is a server-sent event.
type event struct {
	id   uint64
	data map[string]any
}

// follow opens a stream.
func follow(t testing.TB, url string, headers ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

// events decodes n events strictly: an id, one line of data and an empty line.
func events(t testing.TB, lines *bufio.Scanner, n int) []event {
	t.Helper()
	var out []event
	for len(out) < n {
		id, isID := strings.CutPrefix(line(t, lines), "id: ")
		if !isID {
			t.Fatal("an event does not begin with its id")
		}
		data, isData := strings.CutPrefix(line(t, lines), "data: ")
		if !isData || line(t, lines) != "" {
			t.Fatal("an event is not one line of data")
		}
		number, err := strconv.ParseUint(id, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		e := event{id: number}
		if err := json.Unmarshal([]byte(data), &e.data); err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		out = append(out, e)
	}
	return out
}

func line(t testing.TB, lines *bufio.Scanner) string {
	t.Helper()
	if !lines.Scan() {
		t.Fatalf("the stream ended: %v", lines.Err())
	}
	return lines.Text()
}

func open(t testing.TB, answer *http.Response) *bufio.Scanner {
	t.Helper()
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	if retry := line(t, lines); !strings.HasPrefix(retry, "retry: ") || line(t, lines) != "" {
		t.Fatalf("the stream begins with %q", retry)
	}
	return lines
}

func TestStreamOutlivesTheServersWriteTimeout(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Inc()
	s := serve(t, newDashboard(t, reg, &dashboard.Options{History: quick(t, reg)}))
	answer := follow(t, s.URL+"?live=1")
	for key, want := range map[string]string{"Content-Type": "text/event-stream", "X-Accel-Buffering": "no", "Content-Encoding": ""} {
		if got := answer.Header.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	last := uint64(0)
	for _, e := range events(t, open(t, answer), 10) { // a second or more, three times the timeout
		if e.id <= last || e.data["n"] != float64(e.id) {
			t.Fatalf("event %d after %d has the data %v", e.id, last, e.data)
		}
		last = e.id
	}
}

func TestStreamResumesWithWhatWasMissed(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	store := quick(t, reg)
	s := serve(t, newDashboard(t, reg, &dashboard.Options{History: store}))
	first := follow(t, s.URL+"?live=1")
	seen := events(t, open(t, first), 2)[1].id
	first.Body.Close()
	ticks, cancel := store.Subscribe()
	defer cancel()
	for hits.Add(7); store.Latest().N < seen+5; {
		<-ticks
	}
	missed := events(t, open(t, follow(t, s.URL+"?live=1", "Last-Event-ID", fmt.Sprint(seen))), 1)[0]
	if missed.id < seen+5 || missed.data["f"] != true || !strings.Contains(fmt.Sprint(missed.data["r"]), ",7,") {
		t.Errorf("after %d comes %d with %v, want all that was missed", seen, missed.id, missed.data)
	}
}

func TestPollingTellsWhatTheStreamTells(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	d := newDashboard(t, reg, &dashboard.Options{History: quick(t, reg)})
	s := serve(t, d)
	lines := open(t, follow(t, s.URL+"?live=1"))
	n := events(t, lines, 1)[0].id
	for range 5 {
		hits.Add(3)
		streamed := events(t, lines, 1)[0]
		var polled map[string]any
		if err := json.Unmarshal(get(d, fmt.Sprintf("live=1&after=%d", n), "Accept", "application/json").Body.Bytes(), &polled); err != nil {
			t.Fatal(err)
		}
		// Unless there has been another sample in between, both tell the same.
		if polled["n"] == streamed.data["n"] && fmt.Sprint(polled) != fmt.Sprint(streamed.data) {
			t.Errorf("polled %v, streamed %v", polled, streamed.data)
		}
		n = streamed.id
	}
}

func TestTooManyStreamsAreRefused(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	o := &dashboard.Options{History: quick(t, reg), MaxStreams: 3, MaxStreamsPerAddress: 2}
	s := serve(t, newDashboard(t, reg, o))
	var streams []*http.Response
	for range 2 {
		streams = append(streams, follow(t, s.URL+"?live=1"))
	}
	refused := follow(t, s.URL+"?live=1")
	if refused.StatusCode != http.StatusServiceUnavailable || refused.Header.Get("Retry-After") == "" {
		t.Errorf("a third stream is answered with %d, %v", refused.StatusCode, refused.Header)
	}
	for _, open := range streams {
		open.Body.Close()
	}
	for deadline := time.Now().Add(10 * time.Second); ; {
		again := follow(t, s.URL+"?live=1")
		if again.StatusCode == http.StatusOK {
			return
		}
		if again.Body.Close(); time.Now().After(deadline) {
			t.Fatal("the places of streams that ended are not free again")
		}
	}
}

func TestCloseEndsTheStreams(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := dashboard.New(reg, &dashboard.Options{History: quick(t, reg)})
	lines := open(t, follow(t, serve(t, d).URL+"?live=1"))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // until the end
	}
}

// FuzzStream checks that any name and text stays within one event.
func FuzzStream(f *testing.F) {
	f.Add("plain", "v")
	f.Add("new\nline", "data: x\n\nid: 7")
	f.Add("\r\n", "\u2028\xff</script>")
	f.Fuzz(func(t *testing.T, name, text string) {
		reg := metrics.NewRegistry(nil)
		reg.Text(name, metrics.L(text, name)).Set(text)
		// One sample is all there is, so that no second event may follow.
		d := dashboard.New(reg, &dashboard.Options{History: &once{still{reg.Snapshot()}}})
		defer d.Close()
		w := httptest.NewRecorder()
		r := local(http.MethodGet, "live=1", "Accept", "text/event-stream")
		done := make(chan struct{})
		go func() { defer close(done); d.ServeHTTP(&flushed{w, d}, r) }()
		<-done
		lines := bufio.NewScanner(w.Body)
		lines.Buffer(nil, 1<<20)
		line(t, lines)
		line(t, lines)
		events(t, lines, 1)
		if lines.Scan() {
			t.Errorf("behind the event stands %q", lines.Text())
		}
	})
}

// once is a history with one sample for each who asks.
type once struct{ still }

func (o *once) Subscribe() (<-chan history.Tick, func()) {
	tick := make(chan history.Tick, 1)
	tick <- o.Latest()
	return tick, func() {}
}

// flushed closes the dashboard when the first event has been written.
type flushed struct {
	*httptest.ResponseRecorder
	d *dashboard.Dashboard
}

func (f *flushed) Write(b []byte) (int, error) {
	n, err := f.ResponseRecorder.Write(b)
	if strings.HasPrefix(string(b), "id: ") {
		f.d.Close()
	}
	return n, err
}
