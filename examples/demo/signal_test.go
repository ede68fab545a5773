//go:build unix

package main

import (
	"errors"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// build builds the real program.
func build(t *testing.T) (binary string) {
	t.Helper()
	binary = filepath.Join(t.TempDir(), "demo")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// launch starts the program and waits until it has said where.
func launch(t *testing.T, binary string) (program *exec.Cmd, url string) {
	t.Helper()
	program = exec.CommandContext(t.Context(), binary, "-addr", "localhost:0", "-dir", sources(t))
	stdout, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	return program, readURL(t, stdout)
}

func TestTheProgramEndsOnASignal(t *testing.T) {
	binary := build(t)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		program, _ := launch(t, binary)
		if err := program.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := program.Wait(); err != nil {
			t.Errorf("after %v the program ended with %v, want exit code 0", signal, err)
		}
	}
}

func TestASecondSignalKillsAtOnce(t *testing.T) {
	program, url := launch(t, build(t))
	addr := strings.TrimPrefix(url, "http://")
	slow, err := net.Dial("tcp", addr) // a client that never finishes its request holds up the end
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if _, err := slow.Write([]byte("GET / HTTP/1.1\r\n")); err != nil {
		t.Fatal(err)
	}
	// Connections are accepted in order: when a later one has its answer, the slow one is being served.
	(&running{t: t, url: url, client: newClient()}).get("/")
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	waitUntilRefused(t, addr)
	if err := program.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	exit, ok := errors.AsType[*exec.ExitError](program.Wait())
	if !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Errorf("after a second signal the program ended with %v, want to see it killed", exit)
	}
}

func waitUntilRefused(t *testing.T, addr string) {
	t.Helper()
	for deadline := time.Now().Add(within); ; {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		conn.Close()
		if time.Now().After(deadline) {
			t.Fatal("the program goes on listening")
		}
	}
}
