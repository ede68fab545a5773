package reporters

import (
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"
)

const (
	defaultInterval = 10 * time.Second // the finest step of a usual Graphite or InfluxDB setup
	defaultTimeout  = 10 * time.Second
	defaultSpool    = 16 << 20
	defaultSpoolAge = time.Hour
	defaultCatchUp  = 10

	// minInterval keeps timestamps distinct in backends that store whole seconds.
	minInterval = time.Second
	// maxPhase bounds how late a capture gets to its backend.
	maxPhase = 30 * time.Second
)

// Options configure a Runner. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Name is for logs, health and the series below binnacle/reporters, and tells spools in one directory apart. Default:
	// the reporter's own Name. Runners that are at work on one registry get distinct names: see Runner.Name.
	Name string

	// Interval is the time from one snapshot to the next. Snapshots are taken at its multiples since 1970.
	// Shorter ones are raised to a second, since many backends keep only whole seconds. Default: 10 s.
	Interval time.Duration

	// Phase is how long after its tick a snapshot is delivered, so that programs that tick together do not send
	// together. Its timestamp stays that of the tick. Negative stands for at once; the interval is the most.
	// Default: a random part of half the interval, at most 30 s, chosen at Start.
	Phase time.Duration

	// Timeout bounds one attempt to deliver, from dialling to the receipt. Default: 10 s.
	Timeout time.Duration

	// Rules choose what is reported and under which name; see [Rule]. Default: everything.
	Rules []Rule
	// ReportHealth subjects the runners' own series, below binnacle/reporters, to the rules too. Default: they are in
	// the registry, for everything else that reads it, and left out here, as a backend is the last to learn from them
	// that it is down.
	ReportHealth bool

	// Spool bounds the bytes that wait for delivery, as they are kept: compressed to a fifth or less. When they would
	// exceed it, the oldest snapshots are dropped and counted; the newest is always kept. Default: 16 MiB.
	Spool int
	// SpoolAge bounds how old a waiting snapshot may get before the newest one, with the same consequences. Negative
	// stands for any age. Default: an hour.
	SpoolAge time.Duration
	// SpoolDir is a directory where what waits is also kept in a file, so that it survives the end of the program, even
	// a sudden one: the next runner with that directory and that name delivers it. It has to exist. Its
	// file takes at most twice Spool and 1 MiB more. A directory that cannot be used is no reason not to report: see
	// Health.SpoolError. Default: none, memory only.
	SpoolDir string

	// CatchUp bounds how many waiting snapshots are delivered a second after an outage, so that a backend that is back
	// is not overrun. Default: 10.
	CatchUp float64

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
	switch {
	case out.Phase < 0:
		out.Phase = 0
	case out.Phase == 0:
		out.Phase = rand.N(min(out.Interval/2, maxPhase))
	}
	out.Phase = min(out.Phase, out.Interval)
	if out.Timeout <= 0 {
		out.Timeout = defaultTimeout
	}
	if out.Spool <= 0 {
		out.Spool = defaultSpool
	}
	if out.SpoolAge == 0 {
		out.SpoolAge = defaultSpoolAge
	}
	if !(out.CatchUp > 0) {
		out.CatchUp = defaultCatchUp
	}
	if !out.ReportHealth {
		out.Rules = append(slices.Clip(out.Rules), withoutOwn)
	}
	if out.Logger == nil {
		out.Logger = slog.Default()
	}
	return out
}
