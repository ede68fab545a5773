// Package prometheus connects Binnacle with the Go client library of Prometheus, github.com/prometheus/client_golang,
// in both directions. Since that library has a package of the same name, import this one under another:
//
//	import bridge "github.com/binnacle-go/metrics/bridge/prometheus"
//
// # From Binnacle to Prometheus
//
// [NewCollector] makes a collector of a registry, to stand beside the program's others and to go wherever they go:
// to scrapers with promhttp, to a Pushgateway with package push.
//
//	prometheus.MustRegister(bridge.NewCollector(metrics.Default(), nil))
//
// Who only wants to be scraped needs neither: package exposition writes the text formats without any dependency. The
// collector adds native histograms, which need Prometheus's protobuf format, and exemplars.
//
// # From Prometheus to Binnacle
//
// [Mirror] shows what a gatherer gathers on the dashboard and in all other outputs, and leaves the program's own
// instruments as they are:
//
//	bridge.Mirror(metrics.Default().Scope, prometheus.DefaultGatherer, nil)
//
// Both may be used at once: a collector leaves out what a mirror shows, so that nothing goes round and round.
package prometheus
