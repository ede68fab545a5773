package peers

import "sync/atomic"

var floorLibraries = []Library{{Name: Floor, Variant: "map of atomics", New: func() *Registry {
	counters := map[string]*atomic.Int64{}
	return &Registry{
		Counter: func(name string) func() {
			c := new(atomic.Int64)
			counters[name] = c
			return func() { c.Add(1) }
		},
	}
}}}
