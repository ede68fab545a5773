// Package file reports to files: a snapshot in a file that is always whole, for whoever reads it at any moment, and a
// log of JSON lines for those who ship logs.
//
//	runner := reporters.Start(metrics.Default(), file.New("/var/lib/node_exporter/shop.prom", nil), nil)
//
// # A snapshot in a file
//
// [New] writes each capture beside the file and renames it into its place, in one step, so that no reader ever sees
// a part of it, whatever happens to program or machine. The file holds the totals since the start, as the dashboard's
// JSON or as an exposition; [Write] puts a single snapshot there, to look into later. Where the path is a link, what it
// leads to is replaced. What is there and is not a regular file, such as a device, is left alone.
//
// node_exporter's textfile collector reads *.prom: with such a name the file has no timestamps, one HELP for each
// family and the names of the exposition (see [github.com/binnacle-go/metrics/exposition]). Families that
// node_exporter has itself, or another file, need other names: make them on a scope of the program's own.
//
// # JSON lines
//
// [NewLines] writes to any io.Writer, one object a line for each capture: "@timestamp" first, then the tree of the
// interval as in the dashboard's JSON. A series or scope that is itself called @timestamp has a slash at its end.
// [Rotate] is a file for it that begins anew when it is full and keeps a bounded number of older ones.
//
//	lines := file.Rotate("/var/log/shop/metrics.jsonl", nil)
//	runner := reporters.Start(metrics.Default(), file.NewLines(lines, nil), nil)
//
// # What is promised
//
// A delivery is acknowledged when the operating system has all of it; Options.Sync waits for the disk too. A full disk,
// a missing folder or missing permissions are failures that are tried again, since they can be mended: what was
// captured meanwhile follows with its own timestamps, lines in their order. What nothing can mend is rejected: a pipe
// or writer that is closed, and a file that is too large for its file system. A line is ended before
// another one begins, also one that was broken off. A disk or pipe that hangs fails the delivery in time, and the next
// one begins when it is let go; lines may then be there twice.
package file
