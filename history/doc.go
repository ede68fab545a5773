// Package history keeps what every series of a registry did in the recent past, in bounded memory and at several
// resolutions, so that a page shows the hours before it was opened.
//
// A [Store] samples a registry once a step from one goroutine. What is counted stays exact: events, errors, times in
// states. Gauges keep the last, the least and the greatest sample of a slot. Timers and histograms keep the
// distribution of each slot itself, so that the percentiles of any range come from merged counts; coarser slots keep
// them in wider buckets, and each [Range] says with which error its quantiles come.
//
// Slots are aligned to the wall clock. Where there was no sample is a gap: nothing is made up. A sample that came late
// tells of the time that it covers, a sleeping machine leaves one gap, and a clock that is set back by more than five
// seconds makes the store forget what then lies in the future.
package history
