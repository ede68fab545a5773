// Package reporters sends what a registry holds to other systems, at regular intervals and without ever touching
// the program's own work.
//
//	runner := reporters.Start(metrics.Default(), graphite.New("graphite:2003", nil), nil)
//	defer runner.Close(ctx)
//
// At each multiple of the interval a [Runner] takes one snapshot, keeps the series that its rules allow, and has the
// [Reporter] encode them under one timestamp. The encoded batch waits in memory, oldest first, until the backend has
// acknowledged it; while that is down, hung or slow, attempts back off and the newer batches queue up behind with
// their original timestamps. So delivery is at least once for everything that fits into Options.Spool. What does not
// fit is dropped, oldest first, and counted: see [Health].
//
// An interval reports what happened since the runner's own snapshot before it. Runners disturb neither each other nor
// any other reader of the registry.
package reporters
