// Package history keeps what every series of a registry did in the recent past, in memory and at several
// resolutions, so that a page shows the minutes before it was opened.
//
// A [Store] samples a registry once a step from one goroutine. Counts of a slot are exact; the distribution of a
// timer or histogram is kept for each slot itself, so that the percentiles of any range come from merged counts.
package history
