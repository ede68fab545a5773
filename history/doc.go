// Package history keeps what every series of a registry did in the recent past, in bounded memory and at several
// resolutions, so that a page shows the hours before it was opened.
//
// A [Store] samples a registry once a step from one goroutine. What is counted stays exact: events, errors, times in
// states. Gauges keep the last, the least and the greatest sample of a slot. Timers and histograms keep the
// distribution of each slot itself, so that the percentiles of any range come from merged counts; coarser slots keep
// them in wider buckets, and each [Range] says with which error its quantiles come.
//
// A sample takes some milliseconds for ten thousand series. Pages of many slots are compressed some series at a time, so
// that no sample waits for a whole one. Room that is missing is made in the same way: the oldest distributions get the
// widest buckets (8 in each power of two, quantiles within 6.3 %), and then the oldest slots go. That costs time beside the
// memory that it saves: with a thousand timers of a hundred observations a second a sample takes about 1 % of a
// core in the default memory, and now and then some thirty milliseconds.
//
// Slots are aligned to the wall clock. Where there was no sample is a gap: nothing is made up. A sample that came late
// tells of the time that it covers, a sleeping machine leaves one gap, and a clock that is set back by more than five
// seconds makes the store forget what then lies in the future.
package history
