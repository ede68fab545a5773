// Package statsd reports to StatsD: Etsy's original, DogStatsD or one of the many servers that speak their protocol, by
// UDP, TCP or Unix sockets.
//
//	runner := reporters.Start(metrics.Default(), statsd.New("localhost:8125", nil), nil)
//
// # What is sent
//
// A StatsD server adds up what it is sent until its next flush, and sets the timestamp itself. So what happened in an
// interval is sent at its end: counts as what is to be added, which is nothing where nothing happened, and all else as
// gauges. A series' name is the prefix, the components of its path, and its labels as further components, key before
// value; in DogStatsD labels are tags. Below the name stand:
//
//	counter           the name itself, |c
//	gauge             the name itself, |g
//	timer             .count .errors |c, and when anything was observed .min .max .mean .stddev
//	                  .p50 .p75 .p90 .p95 .p99 .p999 .p9999 |g, in seconds
//	histogram         as a timer without .errors, in its own unit
//	meter             the name itself, |c, and .m1 .m5 .m15 |g
//	state             .STATE for each state, |g: the seconds spent in it
//	text              nothing, as StatsD keeps only numbers
//
// Values have full precision, and counts are whole. A gauge that is negative is set to zero and then to its value, in
// one datagram, because StatsD and most servers of either dialect take "-5" for a decrease by five. Etsy's server keeps
// a gauge that is not sent any more, such as a percentile of what has become idle, unless its deleteGauges is set.
//
// Quantiles of several hosts cannot be combined. Options.Samples sends observations instead, as the name itself, for the
// server to summarise: in Etsy |ms, in milliseconds for timers and their own unit for histograms; in DogStatsD |d, in
// seconds or their own unit. They have the resolution of the instrument. When an interval has more of them than asked
// for, each one sent stands for a group of equal size, with a sample rate that makes the count exact. Timers' .errors
// are sent as above.
//
// # Names
//
// In Etsy's dialect a component has letters, digits, "_" and "-", in DogStatsD's letters, digits and "_", with a letter
// at the start of the name; every other character becomes "_". Tags have letters of any script, digits and "_-:./".
// Names and tags are cut at what fits two lines into a datagram, components at 200 bytes, in DogStatsD names at 100,
// components at 60, tags' keys at 60 and values at 120: Datadog takes 200 of all together. A series whose name was cut,
// or could then be taken for another's, gets "_" and 16 hexadecimal digits appended that depend on nothing but its own
// path and labels; so does a tag's key that had to be changed. Datadog itself ignores case in tags.
//
// # What is promised
//
// StatsD has no timestamps and no acknowledgement, and what arrives twice counts twice. So points are delivered at most
// once: acknowledged means that the system has taken them. What it has not taken, because a name does not resolve, a
// socket is not there, its buffer is full or nobody on the same host listens, waits and is added to what follows: after
// an attempt that fails halfway only the rest is sent, so that counters lose and double nothing. The server then counts
// it at a later time than it happened.
//
// Over UDP a datagram can be lost on the way or at a server that is too slow, unseen. Unix sockets lose nothing as long
// as the server lives. Over TCP the server's own end of the connection is awaited, after all is written and the write
// side closed. If it does not come, what was sent counts as rejected, for it is unknown what the server has counted.
// Each delivery resolves the address anew; where a name has several, as "localhost" often has, UDP uses the first.
//
// The runner's interval should be the server's flush interval, or gauges of some intervals are never seen.
package statsd
