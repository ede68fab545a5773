package journal_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

const (
	childEnv     = "JOURNAL_TEST_CHILD"
	childPathEnv = "JOURNAL_TEST_PATH"
)

// children are the programs that tests run as processes of their own.
var children = map[string]func(path string) int{
	"append":  appendForever,
	"rewrite": rewriteForever,
}

// start runs a child. Its standard input stays open as long as the test lives, so that no child outlives it.
func start(t *testing.T, name, path string) (*exec.Cmd, io.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+name, childPathEnv+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return cmd, out
}

// appendForever appends numbered frames, and prints each number when it was appended.
func appendForever(path string) int {
	j, c, err := journal.Open(path, nil)
	for n := 0; err == nil; n++ {
		if err = j.Append(numbered(len(c.Frames) + n)); err == nil {
			_, err = fmt.Println(len(c.Frames) + n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// rewriteForever writes one generation of 50 equal frames after the other, and prints its number when it was written.
func rewriteForever(path string) int {
	j, _, err := journal.Open(path, nil)
	for n := 0; err == nil; n++ {
		if err = j.Rewrite(generation(n)); err == nil {
			_, err = fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func generation(n int) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for range 50 {
			if !yield(numbered(n)) {
				return
			}
		}
	}
}

// killAfter lets a child print some lines, kills it, and returns the last number it printed.
func killAfter(t *testing.T, cmd *exec.Cmd, out io.Reader, lines int) int {
	t.Helper()
	last := -1
	for scanner := bufio.NewScanner(out); scanner.Scan(); lines-- {
		if _, err := fmt.Sscan(scanner.Text(), &last); err != nil {
			t.Fatal(err)
		}
		if lines == 0 {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return last
}

func TestKilledWhileAppending(t *testing.T) {
	path := boxPath(t)
	for range 30 {
		cmd, out := start(t, "append", path)
		last := killAfter(t, cmd, out, rand.IntN(300))
		c := mustRead(t, path)
		if c.Damage != nil || len(c.Frames) <= last {
			t.Fatalf("%d was written; %d frames are there, damage %v", last, len(c.Frames), c.Damage)
		}
		for n, frame := range c.Frames {
			if !bytes.Equal(frame, numbered(n)) {
				t.Fatalf("frame %d is %q", n, frame)
			}
		}
	}
}

func TestKilledWhileRewriting(t *testing.T) {
	path := boxPath(t)
	for range 30 {
		cmd, out := start(t, "rewrite", path)
		last := killAfter(t, cmd, out, rand.IntN(100))
		c := mustRead(t, path)
		if c.Damage != nil || c.Torn != 0 || len(c.Frames) != 50 {
			t.Fatalf("%d frames, %d torn, damage %v", len(c.Frames), c.Torn, c.Damage)
		}
		if !bytes.Equal(c.Frames[0], c.Frames[49]) || bytes.Equal(c.Frames[0], numbered(last-1)) {
			t.Fatalf("%q to %q after %d was written", c.Frames[0], c.Frames[49], last)
		}
	}
	mustOpen(t, path)
	if others := beside(t, path); others != nil {
		t.Errorf("left %q", others)
	}
}
