package carbon_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// The demo is a whole program that reports: all that it sends until it is told to stop, and when it stops, is stored.
func TestDemoIsStored(t *testing.T) {
	t.Parallel()
	server := carbon.Start(t)
	r := newRelay(t, server.Addr)
	stop := runDemo(t, "-addr", "127.0.0.1:0", "-graphite", r.addr, "-dir", "..")
	eventually.Do(t, "report", func() error {
		if _, n := r.seen(); n == 0 {
			return errors.New("nothing yet")
		}
		return nil
	})
	stop()

	if _, n := r.seen(); n < 2 {
		t.Errorf("%d batches, want one more when the demo stops", n)
	}
	want, n, first, last := r.points(t)
	hasAll(t, server, want, n, first, last)
}

// runDemo builds and runs the demo. The function it returns stops it as an operator would, and waits for its end.
func runDemo(t *testing.T, args ...string) (stop func()) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "demo")
	build := exec.Command("go", "build", "-o", program, "./examples/demo")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the demo: %v\n%s", err, out)
	}
	demo := exec.Command(program, args...)
	demo.Stderr = os.Stderr
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	t.Cleanup(func() {
		if !ended {
			_ = demo.Process.Kill()
			_ = demo.Wait()
		}
	})
	return func() {
		t.Helper()
		if err := demo.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		ended = true
		if err := demo.Wait(); err != nil {
			t.Errorf("the demo ends with %v", err)
		}
	}
}
