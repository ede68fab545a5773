package dashboard

import (
	"log/slog"
	"net/http"

	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/reporters"
)

// Options configure a Dashboard. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Title heads the page. Default: the name of the executable.
	Title string
	// History is where the recent past is read from. The Dashboard does not close it. Default: a history.Store of
	// its own, which Close stops.
	History history.Reader
	// Authorize decides on each request; one for which it returns an error is refused with 403 Forbidden. The
	// error's text is shown to nobody. It may be called concurrently. Default: nil, which allows only requests from
	// this machine, or those to one of AllowedHosts if there are any. AllowAll allows every request.
	Authorize func(*http.Request) error
	// AllowedHosts are the hosts, as they stand in the browser's address bar, under which the dashboard may be
	// reached from anywhere: "metrics.example.com", or "metrics.example.com:8443" for that port only. With them
	// requests that name another host are refused, also if Authorize is set. Default: none.
	AllowedHosts []string
	// Reporters are those that the pages tell about: how they fare, and what they would send. A *reporters.Runner is one.
	// Default: the runners that report the registry at the time; see reporters.Running.
	Reporters []Reporter
	// Exposition configures what scrapers get, such as the buckets of histograms. Default: see exposition.Options.
	Exposition *exposition.Options
	// MaxStreams bounds the live streams that are open at a time. Further pages poll. Default: 16.
	MaxStreams int
	// MaxStreamsPerAddress bounds the live streams of one client address. Default: 4.
	MaxStreamsPerAddress int
	// Logger receives what goes wrong while an answer is made. Default: slog.Default().
	Logger *slog.Logger
}

// A Reporter sends what a registry holds to a backend. A [reporters.Runner] is one. Its methods are called concurrently.
type Reporter interface {
	// Health returns how the reporter fares.
	Health() reporters.Health
	// Preview returns what it would send now, and why.
	Preview() (reporters.Preview, error)
}

// AllowAll is an Options.Authorize that refuses nobody. Use it where only those who may look can connect, or where
// something in front of the dashboard checks them.
func AllowAll(*http.Request) error { return nil }

func (o *Options) withDefaults() Options {
	var out Options
	if o != nil {
		out = *o
	}
	if out.Title == "" {
		out.Title = executable()
	}
	if out.MaxStreams <= 0 {
		out.MaxStreams = 16
	}
	if out.MaxStreamsPerAddress <= 0 {
		out.MaxStreamsPerAddress = 4
	}
	return out
}
