package dashboard

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/binnacle-go/metrics"
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

	own    *history.Store // the store that New started, if any
	closed chan struct{}  // closed by Close
	close  func() error
}

// New returns a Dashboard of a registry. It starts a history.Store, which samples the registry once a second from now
// on, unless it is given one. It panics if the registry is nil: that is a programming error.
func New(registry *metrics.Registry, o *Options) *Dashboard {
	if registry == nil {
		panic("dashboard: programming error: New called with a nil registry; use metrics.Default() or metrics.NewRegistry")
	}
	options := o.withDefaults()
	d := &Dashboard{
		registry: registry,
		history:  options.History,
		options:  options,
		title:    options.Title,
		hosts:    parseHosts(options.AllowedHosts),
		gather:   newGatherer(registry.Snapshot),
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
