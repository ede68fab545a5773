// Package reporters sends what a registry holds to other systems, at regular intervals and without ever touching
// the program's own work.
//
//	runner := reporters.Start(metrics.Default(), graphite.New("graphite:2003", nil), nil)
//	defer runner.Close(ctx)
//
// # Ticks
//
// At each multiple of the interval a [Runner] takes one snapshot, keeps the series that its rules allow (see [Rule]), and
// has the [Reporter] encode them under one timestamp. Delivery begins a random while later, so that a fleet does not
// send all at once. An interval reports what happened since the runner's own snapshot before it: runners disturb neither
// each other nor any other reader of the registry.
//
// # Delivery
//
// The encoded batch waits, oldest first, until the backend has acknowledged it. While that is down, hung or slow,
// attempts back off with jitter and the newer batches queue up behind, compressed, with their original timestamps; when
// it is back they follow at a bounded pace. What a backend refuses as a whole is sent again in halves, where it consists
// of lines, so that a point that it does not take costs that point. So delivery is at least once for everything that
// fits into Options.Spool and is not older than Options.SpoolAge. What does not fit is dropped, oldest first, and counted.
//
// With Options.SpoolDir what waits is in a file, too, and survives the end of the program. It is written without waiting
// for the disk: a program that is killed loses nothing that was captured, a machine that loses power may lose the last
// seconds.
//
// # Health
//
// [Runner.Health] tells where each captured point is, and so do the series below binnacle/reporters in the registry.
// [Running] finds the runners of a registry, for pages that show them.
// [Runner.Preview] shows the exact bytes that would be sent now, and which rule decided about each series.
package reporters
