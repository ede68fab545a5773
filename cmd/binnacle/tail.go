package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"time"
)

var tailCommand = command{
	name:  "tail",
	args:  "URL",
	short: "show a running program in the terminal, as it goes",
	long: `
Tail shows the text view of the dashboard at URL, such as localhost:8080/metrics,
and refreshes it until it is interrupted. Where the output is not a terminal, it
prints one view after the other, without colours. When the program is away it
says so and goes on, so that it is there when the program is back.

The URL may hold what the dashboard understands, such as ?range=15m.`,
	flags: func(set *flag.FlagSet) action {
		t := &tail{terminal: terminalOf}
		set.DurationVar(&t.interval, "interval", time.Second, "refresh each `duration`, 100ms at least")
		set.IntVar(&t.count, "count", 0, "end after `N` views; 0 goes on until interrupted")
		set.StringVar(&t.path, "path", "", "only what is at `path`, such as web/search")
		set.StringVar(&t.query, "query", "", "only series that match the `query`, such as \"latency > 0.05\"")
		set.StringVar(&t.span, "range", "", "statistics of the last `duration`, such as 15m, instead of those since the start")
		return t.run
	},
}

// minInterval keeps a mistaken interval from becoming a load test.
const minInterval = 100 * time.Millisecond

// tail shows the text view of a running program.
type tail struct {
	interval          time.Duration
	count             int
	path, query, span string

	terminal func(io.Writer) *terminal
}

// A view is what came of asking once: the text, or why there is none.
type view struct {
	time time.Time
	text string
	err  error
}

// A display shows one view after the other.
type display interface {
	show(view) error
	// close leaves everything as it was found.
	close() error
}

func (t *tail) run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	address, err := only(args, "the URL of a dashboard, such as localhost:8080/metrics")
	if err != nil {
		return err
	}
	if t.interval < minInterval {
		return usagef("-interval %v is shorter than %v", t.interval, minInterval)
	}
	if t.count < 0 {
		return usagef("-count %d is negative", t.count)
	}
	screen := t.terminal(stdout)
	source, err := newSource(address, t, screen != nil && screen.color)
	if err != nil {
		return err
	}
	defer source.client.CloseIdleConnections()
	var d display = &printer{stdout: stdout, stderr: stderr, address: source.shown}
	if screen != nil {
		d = &fullScreen{w: stdout, terminal: screen, address: source.shown}
	}
	last, err := t.follow(ctx, source, d)
	if closing := d.close(); err == nil {
		err = closing
	}
	if err == nil && t.count > 0 && ctx.Err() == nil {
		err = last
	}
	return err
}

// follow shows views until ctx is done. It returns why the last one could not be had, and the error that ended it.
func (t *tail) follow(ctx context.Context, s *source, d display) (last, err error) {
	ticker := time.NewTicker(t.interval)
	defer ticker.Stop()
	for n := 1; ; n++ {
		text, err := s.fetch(ctx)
		if ctx.Err() != nil {
			return nil, nil
		}
		if refused, ok := err.(*refusal); ok { //nolint:errorlint // fetch returns it unwrapped
			return err, refused
		}
		if err := d.show(view{time: time.Now(), text: text, err: err}); err != nil {
			return nil, fmt.Errorf("cannot write: %w", err)
		}
		if n == t.count {
			return err, nil
		}
		select {
		case <-ctx.Done():
			return nil, nil
		case <-ticker.C:
		}
	}
}

// requestLimit is how long an answer may take.
const requestLimit = 10 * time.Second

func newClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	return &http.Client{Transport: transport, Timeout: requestLimit}
}
