package file_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/file"
)

func TestALineIsOneObjectWithItsTimeFirst(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Add(10)
	earlier := registry.Snapshot()
	registry.Counter("hits").Add(3)
	registry.Text("a\nb").Set("x\ny\u2028\r")
	registry.Gauge("@timestamp").Set(1)
	now := registry.Snapshot()
	c := &reporters.Capture{Tick: tick, Total: now, Interval: now.Since(earlier)}
	for totals, hits := range map[bool]string{false: "3", true: "13"} {
		var out bytes.Buffer
		reporter := file.NewLines(&out, &file.LinesOptions{Totals: totals})
		if err := deliver(reporter, c); err != nil {
			t.Fatal(err)
		}
		want := `{"@timestamp":"2030-01-02T03:04:05.000Z","@timestamp/":1,"a\nb":"x\ny\u2028\u000d","hits":` + hits + "}\n"
		if out.String() != want {
			t.Errorf("got %swant %s", out.String(), want)
		}
		if b := reporter.Encode(c); b.Points != 3 || reporter.Name() != "lines/writer" {
			t.Errorf("%s has %d points", reporter.Name(), b.Points)
		}
	}
}

func TestLinesAreCalledAfterTheirWriter(t *testing.T) {
	for want, reporter := range map[string]reporters.Reporter{
		"lines/" + os.Stdout.Name(): file.NewLines(os.Stdout, nil),
		"lines/x.jsonl":             file.NewLines(file.Rotate("x.jsonl", nil), nil),
		"lines/mine":                file.NewLines(os.Stdout, &file.LinesOptions{Name: "mine"}),
	} {
		if got := reporter.Name(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// broken takes some bytes of each write until it works again.
type broken struct {
	bytes.Buffer
	limits []int
	err    error
}

func (b *broken) Write(p []byte) (int, error) {
	if len(b.limits) == 0 {
		return b.Buffer.Write(p)
	}
	n := min(b.limits[0], len(p))
	b.limits = b.limits[1:]
	b.Buffer.Write(p[:n])
	return n, b.err
}

func TestABrokenLineIsEndedBeforeTheNext(t *testing.T) {
	for _, err := range []error{errors.New("broken"), nil} {
		for _, limits := range [][]int{{5}, {0}, {5, 0}, {0, 5}, {5, 1}, {5, 3, 0}} {
			out := &broken{limits: limits, err: err}
			reporter := file.NewLines(out, nil)
			for range limits {
				if got := deliver(reporter, capture(hitOnce())); got == nil || errors.Is(got, reporters.ErrRejected) {
					t.Errorf("%v: a part of a line gave %v", limits, got)
				}
			}
			for range 2 {
				if err := deliver(reporter, capture(hitOnce())); err != nil {
					t.Fatal(err)
				}
			}
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			whole := lines[len(lines)-2:]
			if decode(t, whole[0])["hits"] != 1.0 || whole[0] != whole[1] {
				t.Errorf("%v: the lines are %q", limits, lines)
			}
		}
	}
}

func hitOnce() *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	registry.Counter("hits").Inc()
	return registry
}

func TestWhatIsClosedForGoodIsRejected(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read.Close()
	defer write.Close()
	shut, _ := os.CreateTemp(t.TempDir(), "")
	shut.Close()
	rotated := file.Rotate(shut.Name(), nil)
	rotated.Close()
	_, pipe := io.Pipe()
	pipe.Close()
	for name, w := range map[string]io.Writer{"a pipe": write, "a file": shut, "a rotated file": rotated, "an io.Pipe": pipe} {
		if err := deliver(file.NewLines(w, nil), capture(hitOnce())); !errors.Is(err, reporters.ErrRejected) {
			t.Errorf("%s that is closed gave %v", name, err)
		}
	}
}

func TestAHangingWriterIsLeftInTime(t *testing.T) {
	read, write := io.Pipe()
	reporter := file.NewLines(write, nil)
	body := reporter.Encode(capture(hitOnce())).Body
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := reporter.Send(ctx, body); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, reporters.ErrRejected) {
		t.Fatalf("the first write gave %v", err)
	}
	clear(body) // the write that hangs must not depend on it
	if err := reporter.Send(t.Context(), []byte("x\n")); err == nil || !strings.Contains(err.Error(), "hangs") {
		t.Fatalf("the second write gave %v", err)
	}
	got := make([]byte, len(body))
	if _, err := io.ReadFull(read, got); err != nil || decode(t, string(got))["hits"] != 1.0 {
		t.Errorf("read %q, %v", got, err)
	}
	go io.Copy(io.Discard, read)
	deadline := time.After(10 * time.Second)
	for reporter.Send(t.Context(), []byte("x\n")) != nil { // until the first write has noticed that it is read
		select {
		case <-deadline:
			t.Fatal("the writer works again, but nothing is written")
		default:
		}
	}
	write.Close()
}

// panicking is a writer with a fault.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("oh") }

func TestAPanicIsAnError(t *testing.T) {
	reporter := file.NewLines(panicking{}, nil)
	for range 2 {
		if err := deliver(reporter, capture(hitOnce())); err == nil || !strings.Contains(err.Error(), "oh") {
			t.Errorf("the error is %v", err)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("web/hits", "code", "200", "text", 1.5)
	f.Add("@timestamp", "a\nb", "\xff\u2028", "\r\n{}", -1e300)
	f.Add("@timestamp/x/y", "", "\uFFFD", "\x00", 0.0)
	f.Fuzz(func(t *testing.T, name, key, value, text string, v float64) {
		registry := metrics.NewRegistry(nil)
		registry.Gauge(name+"/gauge", metrics.L(key, value)).Set(v)
		registry.Text(name + "/text").Set(text)
		registry.Timer("@timestamp/timer").Observe(1)
		var out bytes.Buffer
		if err := deliver(file.NewLines(&out, nil), capture(registry)); err != nil {
			t.Fatal(err)
		}
		line, found := strings.CutSuffix(out.String(), "\n")
		if !found || strings.ContainsAny(line, "\n\r\u2028\u2029") || !strings.HasPrefix(line, fmt.Sprintf(`{"@timestamp":%q`, "2030-01-02T03:04:05.000Z")) {
			t.Errorf("the line is %q", out.String())
		}
		values := decode(t, line)
		if values["@timestamp"] != "2030-01-02T03:04:05.000Z" || values["@timestamp/"] == nil {
			t.Errorf("a name stands in for the time: %v", values)
		}
	})
}
