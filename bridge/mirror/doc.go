// Package mirror shows the instruments of other libraries as series of a registry, and leaves these libraries as they
// are. It is what the bridges to Prometheus and OpenTelemetry have in common; use it to make another one.
//
// A mirror reads its source once for each snapshot, while that is taken, and makes its series those that the source
// has: series and values of a snapshot are as the source had them then. What falls in the source, because something in it
// was started again, starts again in the registry too, so that no interval shows the fall or counts anything twice.
//
// A snapshot waits 75 ms for the source. One that takes longer is shown with what it gave last, until it is done;
// while it has taken longer than the Timeout there are no series. A source that fails or panics has no series but
// those that it gave beside its error. NAME/binnacle/series tells how many series there are, and the text
// NAME/binnacle/problem what is wrong, empty if nothing is.
//
// There is no goroutine but while the source is read.
package mirror
