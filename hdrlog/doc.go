// Package hdrlog writes snapshots to the HdrHistogram log format, version 1.3, which the tools around HdrHistogram
// merge, cut and plot, and hdrhistogram-go's own log reader reads.
//
//	log := hdrlog.NewWriter(file, nil)
//	err := log.Write(interval) // as often as there is one: of Snapshot.Since, or of a history
//
// Each timer and histogram that observed anything in an interval becomes one line: its tag, when the interval began
// and how long it was in seconds, the largest observation, and all counts in HdrHistogram's V2 compressed encoding.
// Other kinds of instruments are left out.
//
// # Values
//
// The histograms of timers count nanoseconds, and their largest observation stands before them in milliseconds, as is
// usual in such logs. Those of histograms count in steps of the resolution and have the largest observation in their
// own unit; a comment tells the size of the steps before the first of them.
//
// # Tags
//
// A tag is the identity of the series, [metrics.Series.ID], in which spaces, commas and percent signs are replaced by
// %20, %2C and %25, for the format has no place for them: http/requests{code="200"%2Cmethod="GET"}. What
// net/url.PathUnescape makes of a tag is the identity again.
package hdrlog
