// Package dashboard shows what a registry holds: as a live page to a browser, as JSON or plain text to curl, and as
// the exposition to Prometheus, all at the one URL it is mounted on:
//
//	mux.Handle("GET /metrics", dashboard.New(metrics.Default(), nil))
//
// What a request gets is decided by its Accept header, or by format= in the query string: html, json, prettyjson,
// prometheus, openmetrics, text or csv. In every format, path=web/search leaves only that part of the tree,
// query=latency > 0.05 only the series that match (see [metrics.ParseQuery]), and range=15m gives the statistics of
// the last 15 minutes instead of those since the start. All links are relative, so it works under any path and
// behind any proxy.
//
// # Ranges
//
// range=15m is the time up to the newest sample: a Go duration, also in days (1d12h), or all for everything that the
// history keeps; a page of it is redirected to the duration, in whole minutes. A range that lies in the past has
// from= and to=, each as RFC 3339 or in seconds since 1970, or one of them and range=; from= alone ends with the newest
// sample. They give the statistics of that time in every format, as far as the history keeps it, and a page that does
// not change. What cannot be read is answered with 400 Bad Request and what is wrong with it.
//
// # Points
//
// With step=10s, or step=auto for the finest that is kept for the range, format=json and prettyjson give the history of
// each series point by point instead of its statistics; a step is rounded up to a multiple of one that is kept. Without
// a range it is that of the last 5 minutes.
//
//	{"from": "2026-01-02T15:00:00Z", "to": "2026-01-02T15:15:00Z", "series": [{
//	  "name": "web/search", "labels": {"host": "a"}, "kind": "timer", "unit": "s",
//	  "start": 1767366000, "step": 10, "resolution": 1, "error": 0.0079, "partial": true,
//	  "points": {"count": [12, null, 7], ...}}]}
//
// Point i covers the step seconds from start + i*step on, in seconds since 1970. The points were made of slots of
// resolution seconds at most, their quantiles are off by error at most, as a share of the true value, and partial says
// that the step of the last point has not ended. Each member of points is a statistic: of counters and meters count and
// rate; of gauges value (the last), min and max; of timers and histograms count, rate, sum, min, max, mean, stddev and
// p50 to p9999, of timers also errors; of states the seconds spent in each; of texts text. There is null where nothing
// is known, and in the statistics of observations where there were none. Counts are exact integers, also beyond 2^53.
//
// format=csv gives the same with one line for each point of each series, always under the same header: time, name,
// labels (a JSON object), kind, unit, seconds (that the point tells of), partial, the statistics, states (a JSON
// object) and text. Empty cells stand for null. A text that a spreadsheet would take for a formula has an apostrophe
// before it.
//
// # Terminals
//
// format=text is a tree with sparklines in 80 columns, or as many as columns= says, from 80 to 400; from 100 on there is
// room for the greatest values too. color=1 adds colours.
//
// # Live
//
// The tabs of a browser share one stream of updates, and those that are hidden or paused have none. Where a stream is
// refused, or nothing comes, a page asks once a second, and says so. Options.MaxStreams and MaxStreamsPerAddress bound
// the streams.
//
// # Who may look
//
// Until [Options] say otherwise, only requests that come from this machine to a loopback address are answered.
// Set Options.AllowedHosts to the names under which the dashboard may be reached, or Options.Authorize to decide on
// each request.
//
// # JSON
//
// The document is the tree: a scope is an object; a counter or gauge a number; a text a string; a timer, histogram,
// meter or state an object of its statistics. A family of labelled series is an array of objects, each with its
// labels. A name that is both a series and a scope is an object that holds the series under the empty key. A filtered
// document keeps the keys of the whole one. Numbers are in base units (seconds, bytes); where there is no number there
// is null. Bytes of a name that are not UTF-8 appear as U+FFFD and two hexadecimal digits, and U+FFFD itself is
// doubled, so that different names stay different.
//
// With hdr=1 timers and histograms also have their whole distribution: under "hdr" in the V2 compressed encoding of
// HdrHistogram, as base64, and under "resolution" the size of the steps that it counts in, which is 1e-9 for timers:
// a decoded value times the resolution is in the series' unit. Both are null where nothing was observed. Each
// distribution costs about a kilobyte.
package dashboard
