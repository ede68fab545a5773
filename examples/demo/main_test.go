package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// within bounds everything that a test waits for.
const within = 20 * time.Second

// sources makes a small tree and returns its path.
func sources(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"VERSION":       "go1.99\n",
		"src/a/hi.go":   "package a\n\nfunc Hi() string { return \"hi\" }\n",
		"src/b/read.go": "package b\n\nfunc (b *B) Read(p []byte) (int, error) {\n\treturn 0, nil\n}\n",
		"image.png":     "\x89PNG\x00",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// running is the program while it runs in this process.
type running struct {
	t      *testing.T
	url    string
	client *http.Client
	cancel context.CancelFunc
	done   chan error
}

func newClient() *http.Client {
	return &http.Client{Timeout: within, Transport: &http.Transport{DisableKeepAlives: true}}
}

// begin runs the program on a free port and waits until it has said where.
func begin(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	stdout, writer := io.Pipe()
	r := &running{t: t, client: newClient(), cancel: cancel, done: make(chan error, 1)}
	go func() {
		err := run(ctx, append([]string{"-addr", "localhost:0"}, args...), writer)
		r.done <- errors.Join(err, writer.CloseWithError(io.EOF))
	}()
	t.Cleanup(func() { cancel() })
	r.url = readURL(t, stdout)
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	return r
}

// readURL returns the URL of the dashboard, less its path, from the program's output.
func readURL(t *testing.T, stdout io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "Dashboard: "); ok {
			return strings.TrimSuffix(url, "/metrics")
		}
	}
	t.Fatal("the program ended before it said where its dashboard is")
	return ""
}

func (r *running) get(path string) (int, string) {
	r.t.Helper()
	resp, err := r.client.Get(r.url + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// end stops the program as a signal does and returns its error.
func (r *running) end() error {
	r.t.Helper()
	r.cancel()
	select {
	case err := <-r.done:
		return err
	case <-time.After(within):
		r.t.Fatal("the program does not stop")
		return nil
	}
}
