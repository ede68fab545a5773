package peers

import "slices"

// An Update is a row that updates one instrument, or one family.
type Update struct {
	Row
	New func() Op
}

// An Op is an instrument ready to be updated.
type Op struct {
	// Run updates n times; i, which counts on from first, selects the value of the stream and the labels. The loop
	// is inside, so that no call of the benchmark's own is charged to the library. It is safe for concurrent use.
	Run func(first, n int)
	// Total is what the library itself tells about the work: the last value of a gauge, else how often it was done.
	Total func() float64
	// Close ends what the instrument started. It may be nil.
	Close func()
}

// Updates returns all rows, in the order in which they are shown.
func Updates() []Update {
	return slices.Concat(floorUpdates, binnacleUpdates, prometheusUpdates, victoriaUpdates, rcrowleyUpdates,
		hashicorpUpdates, tallyUpdates, otelUpdates, hdrUpdates, expvarUpdates)
}
