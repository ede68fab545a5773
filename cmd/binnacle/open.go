package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/binnacle-go/metrics/dashboard"
)

var openCommand = command{
	name:  "open",
	args:  "FILE",
	short: "show a black box file as the dashboard of its program",
	long: `
Open serves the dashboard of the program that wrote the black box FILE, up to its
last sample, and prints the URL. The program may be dead or still run: the file is
only read, and what is written later is not shown. It ends when it is interrupted.

To look at the minute before a crash, add for instance ?range=1m to the URL, or
?from=2026-01-02T15:04:00Z&range=1m for any other.`,
	flags: func(set *flag.FlagSet) action {
		o := &open{}
		set.StringVar(&o.listen, "listen", "localhost:0", "listen at `host:port`; port 0 takes a free one")
		set.StringVar(&o.hosts, "hosts", "", "let others look too, under these `names` of this machine, separated by commas")
		return o.run
	},
}

// open serves a black box file.
type open struct{ listen, hosts string }

// closing is how long requests under way may take at the end.
const closing = 2 * time.Second

func (o *open) run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	path, err := only(args, "which black box file to open")
	if err != nil {
		return err
	}
	box, err := openBox(path, stderr)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return fmt.Errorf("choose another -listen: %w", err)
	}
	options := &dashboard.Options{Title: filepath.Base(path), History: box}
	if o.hosts != "" {
		options.AllowedHosts = strings.Split(o.hosts, ",")
	}
	d := dashboard.New(nil, options)
	from, to := box.Bounds()
	fmt.Fprintf(stdout, "%s, from %s to %s\nhttp://%s/\n", path, stamp(from), stamp(to), listener.Addr())
	return errors.Join(serveUntil(ctx, listener, d), d.Close())
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 MST") }

// serveUntil answers requests until ctx is done.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer cancel()
	if server.Shutdown(ending) != nil {
		server.Close() //nolint:errcheck // nothing is lost: who still waits for an answer has waited long enough
	}
	<-failed
	return nil
}
