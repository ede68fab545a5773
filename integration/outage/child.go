package outage

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// childKey is the environment variable that makes this program a server.
const childKey = "BINNACLE_OUTAGE_SERVER"

// A child is a server in a process of its own, which can be stopped and killed.
type child struct {
	kind, dir, addr string

	process *exec.Cmd
	stopped bool
}

// newChild returns a server that is down, on an address of its own.
func newChild(kind, dir string) (*child, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &child{kind: kind, dir: dir, addr: l.Addr().String()}, l.Close()
}

// start runs the server, with the data it has, and returns when it accepts connections.
func (c *child) start() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	c.process = exec.Command(program)
	c.process.Env = append(os.Environ(), childKey+"="+c.kind, childKey+"_DIR="+c.dir, childKey+"_ADDR="+c.addr)
	c.process.Stderr = os.Stderr
	c.process.SysProcAttr = bound()
	// A pipe that nobody writes to: its end tells the server that this process has ended.
	if _, err := c.process.StdinPipe(); err != nil {
		return err
	}
	out, err := c.process.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.process.Start(); err != nil {
		return err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return fmt.Errorf("the %s server says %q: %w", c.kind, line, errors.Join(err, c.kill()))
	}
	return nil
}

// stop freezes the process: it accepts connections, for the system does that, and never reads.
func (c *child) stop() error {
	c.stopped = true
	return c.process.Process.Signal(syscall.SIGSTOP)
}

func (c *child) resume() error {
	c.stopped = false
	return c.process.Process.Signal(syscall.SIGCONT)
}

// kill ends the process as it is.
func (c *child) kill() error {
	if c.process == nil {
		return nil
	}
	err := c.process.Process.Kill()
	_ = c.process.Wait() // says that it was killed
	c.process = nil
	return err
}

// ServeIfChild runs the server that this process is meant to be, and does not return then. A program that uses Run calls
// it first.
func ServeIfChild() {
	kind := os.Getenv(childKey)
	if kind == "" {
		return
	}
	if err := serve(kind, os.Getenv(childKey+"_DIR"), os.Getenv(childKey+"_ADDR")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until the parent has gone
	os.Exit(0)
}

// serve starts a server, waiting for an address that a process killed just now may still hold.
func serve(kind, dir, addr string) (err error) {
	start := map[string]func(dir, addr string) error{
		"carbon": serveCarbon, "influx": serveInflux, "otlp": serveOTLP,
	}[kind]
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(10 * time.Millisecond) {
		if err = start(filepath.Clean(dir), addr); !errors.Is(err, syscall.EADDRINUSE) {
			return err
		}
	}
	return err
}
