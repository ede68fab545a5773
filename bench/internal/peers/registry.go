package peers

import (
	"io"
	"slices"
)

// A Registry is an empty registry of a library under one of its configurations, to be filled, read and weighed.
// What the library has not is nil.
type Registry struct {
	Counter func(name string) (inc func())
	Gauge   func(name string) (set func(v float64))
	Timer   func(name string) (record func(nanos int64))
	Reads   []Read
	Close   func()
}

// A Read is a way to read a whole registry once, again and again.
type Read struct {
	Work, Call string
	// Do writes the form that goes out, if that is the work, to w. It returns how many instruments it read, which it
	// may leave zero where the names of all are written to w.
	Do     func(w io.Writer) int
	Part   bool   // it is a part of another read, or the same under other conditions
	Before func() // done before each read, if not nil; it takes no part in the measurement
}

// A Library makes registries. Variant says of what kind their timers are.
type Library struct {
	Name, Variant string
	New           func() *Registry
	Same          bool // its instruments are those of another variant, which only is read otherwise
}

// Libraries returns all libraries, in the order in which they are shown.
func Libraries() []Library {
	return slices.Concat(floorLibraries, binnacleLibraries, prometheusLibraries, victoriaLibraries, rcrowleyLibraries,
		hashicorpLibraries, tallyLibraries, otelLibraries, hdrLibraries, expvarLibraries)
}

// This returns the library that the others are compared with.
func This() Library { return binnacleLibraries[0] }
