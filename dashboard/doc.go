// Package dashboard shows what a registry holds: as a live page to a browser, as JSON or plain text to curl, and as
// the exposition to Prometheus, all at the one URL it is mounted on:
//
//	mux.Handle("GET /metrics", dashboard.New(metrics.Default(), nil))
//
// What a request gets is decided by its Accept header, or by format= in the query string: html, json, prettyjson,
// prometheus, openmetrics or text. In every format, path=web/search leaves only that part of the tree,
// query=latency > 0.05 only the series that match (see [metrics.ParseQuery]), and range=15m gives the statistics of
// the last 15 minutes instead of those since the start. All links are relative, so it works under any path and
// behind any proxy.
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
