//go:build linux || darwin

package journal_test

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

func init() { children["full"] = fillDisk }

// fillDisk appends until a limit of the file's size, as on a full disk, and again when there is space.
func fillDisk(path string) int {
	if err := fillAndGoOn(path); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("good")
	return 0
}

func fillAndGoOn(path string) error {
	j, _, err := journal.Open(path, nil)
	if err != nil {
		return err
	}
	written := 0
	limit(1000)
	for err == nil {
		if err = j.Append(numbered(written)); err == nil {
			written++
		}
	}
	for range 3 {
		if err := j.Append(numbered(-1)); err == nil {
			return fmt.Errorf("a frame fits behind the limit")
		}
		if info, err := os.Stat(path); err != nil || info.Size() != j.Size() {
			return fmt.Errorf("something stays behind the last good frame: %v %v", info.Size(), err)
		}
	}
	if err := j.Rewrite(slices.Values([][]byte{make([]byte, 2000)})); err == nil {
		return fmt.Errorf("a new file fits behind the limit")
	}
	limit(1 << 62)
	for range 10 {
		if err := j.Append(numbered(written)); err != nil {
			return err
		}
		written++
	}
	c, err := journal.Read(path)
	if err != nil || c.Damage != nil || c.Torn != 0 || len(c.Frames) != written {
		return fmt.Errorf("%d frames written, read %+v: %w", written, c, err)
	}
	return j.Close()
}

func limit(size uint64) {
	var l syscall.Rlimit
	err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &l)
	if err == nil {
		l.Cur = min(size, l.Max)
		err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l)
	}
	if err != nil {
		panic(err)
	}
}

func TestFullDisk(t *testing.T) {
	path := boxPath(t)
	cmd, out := start(t, "full", path)
	said, err := io.ReadAll(out)
	if ended := cmd.Wait(); ended != nil || err != nil || strings.TrimSpace(string(said)) != "good" {
		t.Fatalf("%s: %v %v", said, ended, err)
	}
	if others := beside(t, path); others != nil {
		t.Errorf("left %q", others)
	}
}
