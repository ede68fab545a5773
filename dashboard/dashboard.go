package dashboard

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/view"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// A Dashboard is an http.Handler that shows a registry. It is safe for concurrent use. Close it when it is no longer
// served.
type Dashboard struct {
	registry *metrics.Registry
	history  history.Reader
	options  Options // with defaults filled in
	title    string
	hosts    []allowedHost
	gather   *gatherer
	encoders encoders
	json     jsonview.Encoder // of everything
	live     liveViews
	rankings view.Rankings
	shared   view.Shared

	own    *history.Store // the store that New started, if any
	closed chan struct{}  // closed by Close
	close  func() error
}

// New returns a Dashboard of a registry. It starts a history.Store, which samples the registry once a second from now
// on, unless it is given one. Without a registry it shows what Options.History holds, such as a black box file, and
// everything on it ends with the last sample there; it panics if that is missing too: that is a programming error.
func New(registry *metrics.Registry, o *Options) *Dashboard {
	options := o.withDefaults()
	if registry == nil && options.History == nil {
		panic("dashboard: programming error: New called with neither a registry nor a history; use metrics.Default() or metrics.NewRegistry")
	}
	d := &Dashboard{
		registry: registry,
		history:  options.History,
		options:  options,
		title:    options.Title,
		hosts:    parseHosts(options.AllowedHosts),
		gather:   newGatherer(snapshotter(registry, options.History)),
		encoders: newEncoders(options.Exposition),
		closed:   make(chan struct{}),
	}
	if d.history == nil {
		d.own = history.New(registry, nil)
		d.history = d.own
	}
	d.close = sync.OnceValue(d.shut)
	return d
}

// snapshotter returns what takes the present totals: those of the last sample when there is no registry.
func snapshotter(registry *metrics.Registry, r history.Reader) func() *metrics.Snapshot {
	if registry != nil {
		return registry.Snapshot
	}
	return func() *metrics.Snapshot { return r.Latest().Total }
}

// Close ends the live streams and stops the history that New started. Further requests are answered with
// 503 Service Unavailable. It may be called more than once.
func (d *Dashboard) Close() error { return d.close() }

func (d *Dashboard) shut() error {
	close(d.closed)
	if d.own == nil {
		return nil
	}
	if err := d.own.Close(); err != nil {
		return fmt.Errorf("dashboard: stop the history: %w", err)
	}
	return nil
}

func (d *Dashboard) isClosed() bool {
	select {
	case <-d.closed:
		return true
	default:
		return false
	}
}

// logger is looked up late, so that a program may set the default after it made the dashboard.
func (d *Dashboard) logger() *slog.Logger {
	if d.options.Logger != nil {
		return d.options.Logger
	}
	return slog.Default()
}

// executable is the base name of the running program. Nothing else of its command line is shown.
func executable() string {
	path, err := os.Executable()
	if err != nil {
		return "metrics"
	}
	return strings.TrimSuffix(filepath.Base(path), ".exe")
}
