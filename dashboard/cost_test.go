package dashboard_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// What updates of 60 series may allocate: the first view of a sample, and another one of the same sample.
const (
	mostFirst   = 450 << 10
	mostAnother = 40 << 10
)

// allocated is how many bytes f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

func TestUpdatesAllocateLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		s := newService(reg)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2) // between two samples
		first, another, count := 0, 0, 0
		for i := range 110 {
			s.work()
			time.Sleep(time.Second)
			synctest.Wait()
			after := fmt.Sprint("live=1&after=", time.Now().Unix()-1)
			a := allocated(func() { get(d, after) })
			b := allocated(func() { get(d, after+"&query=**") })
			if i >= 70 { // the windows are full
				first, another, count = first+a, another+b, count+1
			}
		}
		t.Logf("%d bytes for the first view, %d for another one", first/count, another/count)
		atMost(t, "an update of the first view", first/count, mostFirst)
		atMost(t, "an update of another view", another/count, mostAnother)
	})
}

// So many times as long as taking a snapshot of the same series and writing it as JSON an update may take: that of the first
// view of a sample, which moves the windows of time that all views show, and that of each other one.
const mostOfJSON, mostOther = 5, 0.6

func TestUpdatesAreQuick(t *testing.T) {
	const step = 20 * time.Millisecond
	reg := metrics.NewRegistry(nil)
	s := newService(reg)
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: step, Keep: 60 * step}}})
	defer store.Close()
	d := newDashboard(t, reg, &dashboard.Options{History: store})
	ticks, cancel := store.Subscribe()
	defer cancel()
	var first, other []float64
	for range 81 {
		tick := <-ticks
		update := fmt.Sprint("live=1&after=", tick.N-1)
		f := timed(func() { get(d, update) })
		o := timed(func() { get(d, update+"&query=**") })
		json := timed(func() { get(d, "format=json") })
		first, other = append(first, float64(f)/float64(json)), append(other, float64(o)/float64(json))
		s.work()
	}
	for what, found := range map[string]struct{ got, most float64 }{
		"the first view": {middle(first), mostOfJSON}, "each other view": {middle(other), mostOther},
	} {
		t.Logf("an update of %s takes %.2f times as long as JSON", what, found.got)
		if found.got > found.most {
			t.Errorf("an update of %s takes %.2f times as long as JSON, at most %v times are allowed", what, found.got, found.most)
		}
	}
}

func middle(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

func timed(f func()) time.Duration {
	begun := time.Now()
	f()
	return time.Since(begun)
}

const (
	viewers    = 60
	mostClient = (64 << 10) * raceCost // bytes
)

func TestAViewerTakesLittleMemory(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	s := newService(reg)
	store := history.New(reg, &history.Options{Resolutions: []history.Resolution{{Step: 50 * time.Millisecond, Keep: time.Second}}})
	defer store.Close()
	d := newDashboard(t, reg, &dashboard.Options{History: store, MaxStreams: viewers + 1, MaxStreamsPerAddress: viewers + 1})
	server := httptest.NewServer(d)
	defer server.Close()
	defer d.Close() // so that the streams end
	ticks, cancel := store.Subscribe()
	defer cancel()
	for range 30 { // until the history is as large as it gets
		<-ticks
		s.work()
	}
	watch := func(viewers int) {
		var all []*bufio.Scanner
		for range viewers {
			all = append(all, watcher(t, server.Listener.Addr().String()))
		}
		for _, updates := range all {
			waitFor(t, updates, 2)
		}
	}
	watch(1) // so that the view is there
	before := inUse()
	watch(viewers)
	each := (inUse() - before) / viewers
	t.Logf("%d bytes a viewer", each)
	atMost(t, "a viewer", each, mostClient)
}

// watcher follows the overview until the test ends.
func watcher(t *testing.T, address string) *bufio.Scanner {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "GET /?live=1 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
	return bufio.NewScanner(conn)
}

// waitFor reads so many updates.
func waitFor(t *testing.T, lines *bufio.Scanner, updates int) {
	t.Helper()
	for updates > 0 {
		if !lines.Scan() {
			t.Fatalf("the stream has ended: %v", lines.Err())
		}
		if strings.HasPrefix(lines.Text(), "id: ") {
			updates--
		}
	}
}

// inUse is the memory that the program holds, garbage left out.
func inUse() int {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}
