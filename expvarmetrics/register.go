package expvarmetrics

import (
	"expvar"

	"github.com/binnacle-go/metrics"
)

const defaultMaxSeries = 2000

// Options configure Register. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Skip returns true for the names of variables to leave out; these are not even read. It must be safe for
	// concurrent use. Default: cmdline, which may hold secrets, and memstats, which stops the program to be read and
	// stands in package runtimemetrics.
	Skip func(name string) bool

	// MaxSeries bounds the values of all variables together; those beyond it, in the order of the names, are left out,
	// which is told as a problem. Default: 2000.
	MaxSeries int
}

// Register makes the series of all variables under "expvar" on a scope, usually a registry's root. Nothing else should
// make series there. Register a scope once. To remove the series, close the scope "expvar". There is no goroutine, but
// for variables that hang.
func Register(scope *metrics.Scope, o *Options) {
	var options Options
	if o != nil {
		options = *o
	}
	if options.Skip == nil {
		options.Skip = func(name string) bool { return name == "cmdline" || name == "memstats" }
	}
	if options.MaxSeries <= 0 {
		options.MaxSeries = defaultMaxSeries
	}
	c := &collector{options: options, mirror: newMirror(scope.SubScope("expvar"))}
	c.collect() // so that the first snapshot has them
	// The callbacks of a snapshot run before any instrument is read, so this one callback brings all the others up to
	// date for the same snapshot. It never runs twice at once, so the collector needs no lock.
	c.mirror.scope.GaugeFunc(valuesName, c.collect, metrics.Help("Number of values that variables of package expvar have."))
}

// collector brings the series up to date.
type collector struct {
	options Options
	reader  reader
	mirror  *mirror
}

// collect reads all variables once and returns how many values they have.
func (c *collector) collect() float64 {
	var variables []expvar.KeyValue
	expvar.Do(func(v expvar.KeyValue) { // it holds a lock, so nothing may be read here
		if !c.options.Skip(v.Key) {
			variables = append(variables, v)
		}
	})
	readings := c.reader.read(variables, c.options.MaxSeries)
	return float64(c.mirror.show(choose(readings, c.options.MaxSeries)))
}
