package statsd

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/influxdata/telegraf"
)

// Values are what a server holds: for each metric its fields, of which counters and gauges have "value" only. A
// metric's key is its name and, behind a ";" each, its tags as key=value in the order of the keys. Distributions, which
// the server passes on one by one, have several metrics.
type Values map[string][]map[string]any

// accumulator takes what an input gathers. What it does not implement, the input does not call.
type accumulator struct {
	telegraf.Accumulator
	values Values
}

func (a *accumulator) AddFields(name string, fields map[string]any, tags map[string]string, _ ...time.Time) {
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		if key != "metric_type" { // which Telegraf adds
			name += ";" + key + "=" + tags[key]
		}
	}
	a.values[name] = append(a.values[name], maps.Clone(fields))
}

func (a *accumulator) AddGauge(name string, fields map[string]any, tags map[string]string, at ...time.Time) {
	a.AddFields(name, fields, tags, at...)
}

func (a *accumulator) AddCounter(name string, fields map[string]any, tags map[string]string, at ...time.Time) {
	a.AddFields(name, fields, tags, at...)
}

// AddError is told that the listener was closed when the server stops.
func (a *accumulator) AddError(error) {}

// complaints keep what the server logs of lines that it does not understand.
type complaints struct {
	telegraf.Logger
	mu  sync.Mutex
	all []string
}

func (c *complaints) Errorf(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, fmt.Sprintf(format, args...))
}

func (c *complaints) Warn(args ...any)      { c.Errorf("%s", fmt.Sprint(args...)) }
func (c *complaints) Debugf(string, ...any) {}
func (c *complaints) Infof(string, ...any)  {}
func (c *complaints) read() (copied []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.all)
}
