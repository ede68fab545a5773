// Package graphite reports to Graphite: to Carbon, go-carbon or a relay, by the plaintext or the pickle protocol.
//
//	runner := reporters.Start(metrics.Default(), graphite.New("graphite:2003", nil), nil)
//
// # What is sent
//
// A series' name is the prefix, the components of its path, and its labels as further components, key before value,
// in the order of the keys: on the host web1, "http/requests" with code="200" is web1.http.requests.code.200. With
// Options.Tags labels are tags behind the statistic: web1.http.requests.count;code=200. Below the name stand, for the
// interval that ends at the timestamp:
//
//	counter           .count
//	gauge             the name itself: its value at the timestamp
//	timer             .count .errors .rate, and when anything was observed .min .max .mean .stddev
//	                  .p50 .p75 .p90 .p95 .p99 .p999 .p9999, in seconds
//	histogram         as a timer without .errors, in its own unit
//	meter             .count .rate .m1 .m5 .m15
//	state             .STATE for each state: the seconds spent in it
//	text              nothing, as Graphite keeps only numbers
//
// Counts are those of the interval, so that they add up: Carbon's own aggregation rules sum what ends in .count, and
// a restart of the program leaves no dent. A rule of the same kind is advisable for .errors. What has no value at
// present is left out. Values have full precision: they parse back to the same float64, and counts are whole, though
// Carbon itself stores every value as a float64.
//
// # Names
//
// Graphite knows letters, digits, "_", "-" and ":" in a component; every other character becomes "_". A component is
// cut at 200 bytes and a name at 2,000, which keeps them within what file systems and Carbon accept; by UDP, at what
// fits a datagram. A series whose name was cut, or could then be taken for another's, gets "_" and 16 hexadecimal
// digits appended that depend on nothing but its own path and labels. Of several series with the same name, the one
// that needed no change keeps it.
//
// Tags hold more: keys all printable ASCII but ";", "!", "^" and "=", values all but ";" and a first "~". White space
// and other characters become "_". A key that has to be changed gets digits as above, and so does "name", which is
// Graphite's own. Tags beyond 1,000 bytes together are left out.
//
// # What is promised
//
// Over TCP, with TLS or without, and over Unix sockets each delivery uses a new connection, so a changed address is
// noticed at once and a line broken off is never continued. When everything is written, the write side is closed and
// the server's own end of the connection is awaited as the receipt: a server that hangs, dies with unread data or, as
// far as the operating system tells (Linux does), closes before it has read everything does not count as one that has
// the points. Sending the same batch again is harmless, for Carbon keeps one value for each name and timestamp.
//
// Exactly, the receipt says that the server has ended its side of the connection, that its system has acknowledged every
// byte, and that neither was followed by a reset, which a system sends when a closed program had not read everything.
// What it cannot tell: whether Carbon kept what it read; whether a server that ends one direction only, which Carbon
// never does, still reads the other; on systems other than Linux, whether what was on its way when the server closed
// was read. And that of a relay or a TLS proxy is the relay's alone.
//
// Options.Persistent keeps the connection and does without receipts. That a server has closed it is noticed before the
// next delivery, and then nothing is lost. But what the system has taken from the program counts as delivered: a
// server that hangs is noticed when the system's buffers are full, after some megabytes, and when a server or the
// network dies, what it had not read by then is lost and counted as acknowledged.
//
// By UDP points are delivered at most once: whatever is lost on the way or finds no room at the server is lost and
// counted as acknowledged. Only that nobody listens on the same host, or what else the network reports at once, fails
// the delivery, which is made again. Where a name has several addresses, as "localhost" often has, UDP uses the first.
//
// Graphite's timestamps are whole seconds. Its finest retention should be the interval or shorter: a longer one keeps
// only the last of several intervals.
package graphite
