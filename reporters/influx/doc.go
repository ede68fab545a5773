// Package influx reports to InfluxDB, and to what speaks its line protocol over HTTP: InfluxDB 1 and 2 and their
// successors, Telegraf, VictoriaMetrics.
//
//	db := influx.New("http://influx:8086", &influx.Options{Database: "shop"})
//	runner := reporters.Start(metrics.Default(), db, nil)
//
// # What is sent
//
// Each series is one point. Its path is the measurement, "web/search" as it is, behind Options.Prefix; its labels
// and Options.Tags are tags. These are the fields, for the interval that ends at the timestamp:
//
//	counter           count
//	gauge             value
//	timer             count errors rate, and when anything was observed min max mean stddev
//	                  p50 p75 p90 p95 p99 p999 p9999, in seconds
//	histogram         as a timer without errors, in its own unit
//	meter             count rate m1 m5 m15
//	state             state, the present one as a string, and seconds.STATE spent in each
//	text              text, a string
//
// The fields count and errors are integers, exact to the last digit; the others are floats that parse back to the
// same float64. Counts are those of the interval, so that sum(count) is right over any time and a restart of the program
// leaves no dent. A field that has no value at present is left out, and so is a point without fields. InfluxDB's integers
// end at 2^63-1: a count beyond is left out too, unless Options.Unsigned says that the server knows unsigned ones.
//
// # Names
//
// Measurements, tags and field keys are escaped as the protocol has it. What it cannot carry in any escaping becomes
// "_", and "_" with 16 hexadecimal digits that depend on nothing but the text itself is appended: control characters,
// invalid UTF-8, a backslash at the end or before a character that has a meaning, a measurement that begins with "#",
// an empty tag, the reserved tag keys (time, _field, _measurement and the like), and what is longer than 4,096 bytes,
// which is cut. A text that looks as if it had been changed so is changed too, so that no two series ever meet. In
// strings, line ends and other control characters become spaces, and 16,384 bytes are the most.
//
// # What is promised
//
// A batch counts as delivered when the server has answered 204. InfluxDB keeps one point for each measurement, tag set
// and timestamp, so sending a batch again is harmless. Of a batch that the server refuses (400, 413 and 422), halves are
// sent until only the lines that it does not take are left, and these alone are rejected. All else is tried
// again, with the same timestamps: a server that is down or hangs or answers 5xx; 429 and 503 after the time that
// Retry-After asks for; 401, 403 and 404, which an operator can mend. An answer that no InfluxDB would give is no
// delivery. Redirects are not followed, so that no credentials get to another host.
//
// Each delivery is one request of at most about a megabyte before compression, on a connection of its own: a changed
// address is noticed at once, and nothing is open in between.
package influx
