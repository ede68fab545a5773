//go:build linux || darwin

package history_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// limitFiles lets no file of the process grow beyond a size, as on a full disk, until the test is done or it is called
// again.
func limitFiles(t *testing.T, size uint64) {
	t.Helper()
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
	l.Cur = min(size, l.Max)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
		t.Fatal(err)
	}
}

const unlimited = 1<<63 - 1

// fullVariable is set in the process in which files are limited, so that no other test meets the limit.
const fullVariable = "BINNACLE_TEST_FULL"

// On a full disk the store says so, keeps the history in memory and what the file has, and writes all of it when there is
// room again.
func TestFullDisk(t *testing.T) {
	if os.Getenv(fullVariable) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
		cmd.Env = append(os.Environ(), fullVariable+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%.2000s", err, out)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(200)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	limitFiles(t, uint64(info.Size())+2000)
	before := p.Now()
	p.live(300)
	if err := p.Stats().Box.Err; !errors.Is(err, syscall.EFBIG) {
		t.Errorf("the state of a full disk is %v", err)
	}
	x, _ := p.Latest().Total.Get("marks")
	if got := p.Range("marks", nil, aDay, p.Now(), 0).Total().Count; got != x.Count {
		t.Errorf("memory history has %d events, want %d", got, x.Count)
	}
	f := open(t, path)
	if _, to := f.Bounds(); to.Before(before) {
		t.Errorf("the file goes up to %v, and was written up to %v", to, before)
	}
	limitFiles(t, unlimited)
	p.live(61) // it is tried again once a minute
	if err := p.Stats().Box.Err; err != nil {
		t.Error(err)
	}
	series := p.Latest().Total.Series
	if got, want := ranges(open(t, path), series, p.Now()), ranges(p, series, p.Now()); got != want {
		t.Errorf("the file tells\n%s\nthe store\n%s", got, want)
	}
	p.Close()
}
