package search

import (
	"errors"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// A task is one file to search.
type task struct {
	job  *job
	file tree.File
}

// A worker searches one file after the other. It shows on a scope of its own, which is rolled up above.
type worker struct {
	engine *Engine
	files  *metrics.Counter
	busy   *metrics.Timer
	state  *metrics.State
}

func newWorker(e *Engine, scope *metrics.Scope) *worker {
	w := &worker{
		engine: e,
		files:  scope.Counter("files", metrics.Help("Files searched."), metrics.Unit("1")),
		busy:   scope.Timer("busy", metrics.Help("Time to search one file.")),
		state:  scope.State("state", metrics.Help("Whether the worker searches a file or waits for one.")),
	}
	w.state.Set("idle")
	return w
}

func (w *worker) run() {
	for t := range w.engine.tasks {
		w.do(t)
	}
}

func (w *worker) do(t task) {
	defer t.job.pending.Done()
	if t.job.ctx.Err() != nil {
		return
	}
	w.state.Set("busy")
	defer w.state.Set("idle")
	defer w.busy.Start().Stop()
	w.files.Inc()
	content, err := w.read(t.file)
	if err != nil {
		t.job.passOver()
		return
	}
	found := w.match(t, content)
	t.job.add(found, len(content))
	if len(found) > 0 {
		w.engine.metrics.byExtension.With(t.file.Ext()).Add(uint64(len(found)))
	}
}

func (w *worker) read(f tree.File) ([]byte, error) {
	m := w.engine.metrics
	watch := m.read.Start()
	content, err := w.engine.tree.Content(f)
	switch {
	case errors.Is(err, tree.ErrBinary): // known only now and nobody's fault
		watch.Stop()
		m.skipped.With("binary").Inc()
	case err != nil:
		watch.Fail(err)
		m.skipped.With("unreadable").Inc()
	default:
		watch.Stop()
		m.scanned.Mark(uint64(len(content)))
	}
	return content, err
}

func (w *worker) match(t task, content []byte) []Match {
	defer w.engine.metrics.match.Start().Stop()
	return t.job.query.pattern.scan(t.file.Path, content, t.job.query.limit+1) // one more shows that there are more
}
