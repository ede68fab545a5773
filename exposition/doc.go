// Package exposition writes snapshots in the formats that Prometheus and its relatives scrape: the Prometheus text
// format 0.0.4 and OpenMetrics 1.0.
//
// # Names
//
// The components of a path are joined by underscores, in every escaping: "web/search" is web_search. Behind them
// stands the unit as Prometheus spells it ("s" is _seconds, "By" is _bytes, "1" is nothing), unless the name ends
// with it already. A unit is named, never converted. What is then not a legal name is escaped or quoted as the
// [Escaping] says; a colon, which is reserved, becomes an underscore, and a leading underscore, which is reserved
// too, gets an x before it.
//
//	counter, meter   NAME_total, a counter; rates are the server's work
//	gauge            NAME, absent while it has no value
//	timer            NAME_seconds, a histogram; NAME_max_seconds, a gauge; NAME_errors_total
//	histogram        NAME_UNIT, a histogram; NAME_max_UNIT, a gauge; NAME_clamped_total; NAME_rejected_total
//	state            NAME{NAME="state"}, 1 for the present state and 0 for others (a stateset in OpenMetrics);
//	                 NAME_seconds_total{state="state"}, the time spent in each
//	text             NAME_info{value="text"}, always 1 (an info in OpenMetrics); absent while a callback fails
//
// Timers and histograms become classic histograms rather than quantiles, because buckets of several instances can
// be added up and quantiles cannot. Their boundaries are fixed, see [Options]. An observation that is at most a
// boundary is always counted there; one above it may be too if it is within the resolution of the distribution,
// 1 % by default. The maximum stands beside them because buckets do not show it; it covers the time since the
// start and is absent while there is none. Errors, clamped and rejected observations are there from the start, at
// zero, so that the first of them shows as an increase. Timers have no series for clamped observations: a
// negative duration or one beyond 39 hours is worth a look at the page, not a series for each timer.
//
// # Names that meet
//
// Different names may become the same: "a/b" and "a.b" are both a_b. No two series are ever mixed. A family
// keeps its name only against families whose names had to be changed more: a legal name wins over one that had to
// be escaped, and what is derived from an instrument, such as NAME_errors_total, gives way to an instrument of
// that name. Each of the others gets a suffix, a hash of its name and kind, that neither depends on the order of
// series nor changes from scrape to scrape; its help text ends with the original name in brackets. Names are kept
// apart as OpenMetrics demands in both formats, so that a series is called the same in both. Label keys are kept
// apart in the same way; the labels le, state, value and that of a stateset, which this package writes itself,
// have the user's as exported_le and so on.
//
// In label values each byte that is not valid UTF-8 becomes U+FFFD and two hexadecimal digits, so that different
// values stay different. An empty label value is the same as no label to a scraper; where a family has both, the
// empty one is written as U+FFFD and 00.
package exposition
