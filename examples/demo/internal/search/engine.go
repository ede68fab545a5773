// Package search finds lines that match a regular expression in the files of a tree. A fixed number of workers
// does the work of all searches.
package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// ErrClosed is the error of a search on a closed engine.
var ErrClosed = errors.New("the search engine is closed")

// A Result is what a search found.
type Result struct {
	Matches   []Match `json:"matches"`   // the first ones, by path and line
	Truncated bool    `json:"truncated"` // there are more
	Files     int     `json:"files"`     // how many were searched
	Skipped   int     `json:"skipped"`   // how many were passed over: no texts, or unreadable
	Bytes     int64   `json:"bytes"`     // how much text was searched
}

// An Engine searches a tree. Its methods may be called from any goroutine.
type Engine struct {
	tree    *tree.Tree
	tasks   chan task
	workers sync.WaitGroup
	metrics *instruments

	mu       sync.Mutex
	closed   bool
	closing  chan struct{}  // closed by Close, so that searches under way give up
	searches sync.WaitGroup // under way; they alone send tasks
}

// New starts an engine with that many workers and makes its instruments on scope. Close stops it.
func New(t *tree.Tree, workers int, scope *metrics.Scope) *Engine {
	e := &Engine{tree: t, tasks: make(chan task, 4*workers), closing: make(chan struct{})}
	e.metrics = newInstruments(scope, e)
	for i := range workers {
		w := newWorker(e, scope.SubScope(fmt.Sprintf("workers/%d", i)))
		e.workers.Go(w.run)
	}
	return e
}

// Close ends the searches under way with ErrClosed and stops the workers. Calling it again does nothing.
func (e *Engine) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	e.closed = true
	close(e.closing)
	e.searches.Wait()
	close(e.tasks)
	e.workers.Wait()
}

// begin registers a search, unless the engine is closed.
func (e *Engine) begin() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.searches.Add(1)
	}
	return !e.closed
}

// Search returns the first lines that match, in the order of path and line. A request that makes no sense gives a
// [RequestError]. When ctx is done it gives up and returns the context's error.
func (e *Engine) Search(ctx context.Context, r Request) (*Result, error) {
	e.metrics.inFlight.Inc()
	defer e.metrics.inFlight.Dec()
	defer e.metrics.concurrency.Acquire().Release()
	watch := e.metrics.latency.Start()
	result, err := e.search(ctx, r)
	asked := []slog.Attr{slog.String("q", shorten(r.Pattern)), slog.String("path", shorten(r.Glob))}
	if err != nil {
		watch.FailContext(ctx, err, asked...)
		e.metrics.failed(r, err)
		return nil, err
	}
	watch.StopContext(ctx, append(asked, slog.Int("files", result.Files), slog.Int64("bytes", result.Bytes))...)
	e.metrics.found(result)
	return result, nil
}

func (e *Engine) search(ctx context.Context, r Request) (*Result, error) {
	q, err := r.parse()
	if err != nil {
		return nil, err
	}
	if !e.begin() {
		return nil, ErrClosed
	}
	defer e.searches.Done()
	all, err := e.tree.Files(ctx)
	if err != nil {
		return nil, err
	}
	var files []tree.File
	e.metrics.list.Time(func() { files = q.glob.Select(all) })
	j := &job{ctx: ctx, query: q}
	err = e.handOut(j, files)
	j.pending.Wait()
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err // the workers let go of files when ctx is done
	}
	return j.result(), nil
}

// handOut gives the workers one file after the other until there is enough.
func (e *Engine) handOut(j *job, files []tree.File) error {
	for _, f := range files {
		if j.enough() {
			break
		}
		select {
		case <-j.ctx.Done():
			return j.ctx.Err()
		case <-e.closing:
			return ErrClosed
		default:
		}
		j.pending.Add(1)
		e.tasks <- task{j, f}
	}
	return nil
}
