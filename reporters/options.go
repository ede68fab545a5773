package reporters

import (
	"log/slog"
	"time"
)

const (
	defaultInterval = 10 * time.Second // the finest step of a usual Graphite or InfluxDB setup
	defaultTimeout  = 10 * time.Second
	defaultSpool    = 16 << 20

	// minInterval keeps timestamps distinct in backends that store whole seconds.
	minInterval = time.Second
)

// Options configure a Runner. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Interval is the time from one snapshot to the next. Snapshots are taken at its multiples since 1970.
	// Shorter ones are raised to a second, since many backends keep only whole seconds. Default: 10 s.
	Interval time.Duration

	// Timeout bounds one attempt to deliver, from dialling to the receipt. Default: 10 s.
	Timeout time.Duration

	// Rules choose what is reported; the last rule that matches a series decides. Default: everything.
	Rules []Rule

	// Spool bounds the encoded bytes that wait for delivery. When they would exceed it, the oldest snapshots are
	// dropped and counted; the newest is always kept. Default: 16 MiB.
	Spool int

	// Logger is told once when delivery starts to fail, to lose points, and to work again. Default: slog.Default().
	Logger *slog.Logger
}

func (o *Options) withDefaults() Options {
	var out Options
	if o != nil {
		out = *o
	}
	if out.Interval <= 0 {
		out.Interval = defaultInterval
	}
	out.Interval = max(out.Interval, minInterval)
	if out.Timeout <= 0 {
		out.Timeout = defaultTimeout
	}
	if out.Spool <= 0 {
		out.Spool = defaultSpool
	}
	if out.Logger == nil {
		out.Logger = slog.Default()
	}
	return out
}
