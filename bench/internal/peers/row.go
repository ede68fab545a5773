package peers

// A Row names one way to do a kind of work.
type Row struct{ Work, Library, Call string }

// The libraries: this one, the cheapest that the language offers, and the peers.
const (
	Binnacle        = "binnacle"
	Floor           = "floor"
	Prometheus      = "prometheus"
	VictoriaMetrics = "VictoriaMetrics"
	Rcrowley        = "rcrowley"
	Hashicorp       = "hashicorp"
	Tally           = "tally"
	OpenTelemetry   = "OpenTelemetry"
	HdrHistogram    = "hdrhistogram-go"
	Expvar          = "expvar"
)

// The kinds of work.
const (
	Add    = "add"
	Set    = "set"
	Record = "record"
	Time   = "time a function"
	Lookup = "look up two labels"

	Snapshot = "snapshot"
	Text     = "exposition"
	JSON     = "JSON"

	CounterBytes = "bytes of a counter"
	TimerBytes   = "bytes of a timer"
	Quantiles    = "error of quantiles"
)
