// Package metrics makes a running program visible: counters, gauges, timers, histograms, meters, states and texts
// in a tree of scopes, and snapshots of them all.
//
// A program makes its instruments once, most simply on the [Default] registry, and updates them from anywhere:
//
//	var latency = metrics.Default().Timer("web/search", metrics.Help("time to answer a search"))
//
//	func search(w http.ResponseWriter, r *http.Request) {
//		defer latency.Start().Stop()
//		...
//	}
//
// Package dashboard serves them as a live page, as JSON and to Prometheus; package reporters sends them to other
// systems. Everything that reads them reads a [Snapshot].
//
// Updates never block, panic or allocate, and this package starts no goroutine that stays. What can panic is the
// registration of a name as two different kinds, which is a programming error.
package metrics
