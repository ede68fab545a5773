package hdrlog_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/hdrlog"
)

func TestLogsReadBackWhatWasCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := metrics.NewRegistry(nil)
		timers := registry.TimerVec("web/search, all", []string{"code", "a b"})
		histogram := registry.Histogram("size", metrics.Unit("By"), metrics.Resolution(0.25), metrics.Digits(3))
		registry.Timer("idle")
		registry.Counter("hits").Inc()

		var file bytes.Buffer
		log := hdrlog.NewWriter(&file, &hdrlog.Options{Comment: "search\non web1 #[StartTime: 7"})
		var intervals []*metrics.Snapshot
		var before *metrics.Snapshot
		for i := range 5 {
			for k := range 100 * i {
				timers.With("200", "x,y").Observe(time.Duration(k) * time.Millisecond)
				timers.With("500", "100%").Observe(time.Duration(k) * time.Microsecond)
				histogram.Observe(float64(k))
			}
			time.Sleep(1500 * time.Millisecond) // on the fake clock
			now := registry.Snapshot()
			interval := now.Since(before)
			before = now
			if err := log.Write(interval); err != nil {
				t.Fatal(err)
			}
			intervals = append(intervals, interval)
		}

		lines := read(t, bytes.NewReader(file.Bytes()))
		for _, interval := range intervals {
			for _, x := range distributions(interval) {
				if len(lines) == 0 {
					t.Fatalf("the log ends before %s", x.ID())
				}
				got := lines[0]
				lines = lines[1:]
				if id := identity(t, got.Tag()); id != x.ID() {
					t.Errorf("the line of %s is tagged %q, which is %s", x.ID(), got.Tag(), id)
				}
				if got.StartTimeMs() != interval.Start.UnixMilli() || got.EndTimeMs() != interval.Time.UnixMilli() {
					t.Errorf("%s is from %d to %d, want %v to %v", x.ID(), got.StartTimeMs(), got.EndTimeMs(), interval.Start, interval.Time)
				}
				if !got.Equals(x.Dist.HdrHistogram()) || uint64(got.TotalCount()) != x.Count {
					t.Errorf("%s has %d counts, want the %d of the interval", x.ID(), got.TotalCount(), x.Count)
				}
			}
		}
		if len(lines) > 0 {
			t.Errorf("the log has %d lines more than there were distributions", len(lines))
		}
	})
}

func TestTheHeadSaysWhatTheLogIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the fake clock starts with the year 2000
		registry := metrics.NewRegistry(nil)
		registry.Timer("t").Observe(2 * time.Millisecond)
		registry.Histogram("h", metrics.Unit("#[StartTime: 1"), metrics.Resolution(0.5)).Observe(3)
		time.Sleep(time.Second)
		var file strings.Builder
		log := hdrlog.NewWriter(&file, &hdrlog.Options{Comment: "shop\r\n\r\nweb1"})
		for range 2 {
			if err := log.Write(registry.Snapshot()); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for line := range strings.Lines(file.String()) {
			if fields := strings.SplitAfter(line, ","); strings.HasPrefix(line, "Tag=") {
				line = strings.Join(fields[:4], "") + "...\n"
			}
			got = append(got, line)
		}
		want := `# shop
# web1
#[Histogram log format version 1.3]
#[StartTime: 946684800 (seconds since epoch), 2000-01-01T00:00:00Z]
"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
# Tag=h counts in steps of 0.5 "# [StartTime: 1"
Tag=h,946684800.000000,1.000000,3.000000,...
Tag=t,946684800.000000,1.000000,2.000000,...
Tag=h,946684800.000000,1.000000,3.000000,...
Tag=t,946684800.000000,1.000000,2.000000,...
`
		if all := strings.Join(got, ""); all != want {
			t.Errorf("got\n%s\nwant\n%s", all, want)
		}
	})
}

func TestExtremeValuesStayReadable(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Histogram("huge", metrics.Resolution(1e300)).Observe(1e308)
	registry.Histogram("clamped", metrics.Resolution(1e300), metrics.Digits(1)).ObserveN(1.7e308, 1<<53+1)
	registry.Histogram("tiny", metrics.Resolution(1e-300)).Observe(1e-300)
	registry.Timer("long").Observe(1 << 62)
	snapshot := registry.Snapshot()
	var file bytes.Buffer
	if err := hdrlog.NewWriter(&file, nil).Write(snapshot); err != nil {
		t.Fatal(err)
	}
	lines := read(t, &file)
	if len(lines) != 4 {
		t.Fatalf("read %d lines, want 4", len(lines))
	}
	for i, x := range snapshot.Series {
		if !lines[i].Equals(x.Dist.HdrHistogram()) {
			t.Errorf("%s reads back otherwise", x.Name)
		}
	}
}

func TestIntervalsThatCannotBeToldAreRefused(t *testing.T) {
	var file bytes.Buffer
	log := hdrlog.NewWriter(&file, nil)
	if err := log.Write(&metrics.Snapshot{}); err == nil || !strings.Contains(err.Error(), "1970") || file.Len() > 0 {
		t.Errorf("error %v after %d bytes", err, file.Len())
	}
	registry := metrics.NewRegistry(nil)
	registry.Timer("t").Observe(1)
	if err := log.Write(registry.Snapshot()); err != nil || len(read(t, &file)) != 1 {
		t.Errorf("the next interval gives %v", err)
	}
}

// failing fails once and would work then.
type failing struct{ calls int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	f.calls++
	if f.calls == 2 {
		return len(p) / 2, errFull
	}
	return len(p), nil
}

func TestNothingFollowsABrokenLine(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Timer("t").Observe(1)
	var to failing
	log := hdrlog.NewWriter(&to, nil)
	for i, want := range []error{nil, errFull, errFull} {
		if err := log.Write(registry.Snapshot()); !errors.Is(err, want) {
			t.Errorf("write %d: %v, want %v", i, err, want)
		}
	}
	if to.calls != 2 {
		t.Errorf("there were %d writes", to.calls)
	}
}
