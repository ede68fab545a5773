// Package otlp reports to whatever takes OTLP over HTTP, such as the Collector of OpenTelemetry, with the promise of
// [github.com/binnacle-go/metrics/reporters]: what was captured while the backend was down follows when it is back.
//
//	runner := reporters.Start(metrics.Default(), otlp.New("http://localhost:4318/v1/metrics", nil), nil)
//
// OpenTelemetry's own reader and exporter do not promise that: an export that fails for longer than the exporter tries
// is given up, and while it tries nothing is collected. Since sums and histograms are cumulative, totals are right again
// with the first export that succeeds; the values of gauges, and when it was that something was counted, are lost. Use
// them, with the parent package's Producer, where that is enough or where gRPC is asked for.
//
// # What is sent
//
// What the parent package's Producer makes of the registry's totals, in the encoding of OpenTelemetry's own exporter:
// cumulative sums, gauges and exponential histograms, with the time of their snapshot. A point is a data point.
//
// # What is promised
//
// A batch is delivered when the backend has answered with success. Data points that it says it has rejected count as
// rejected. A batch that it calls invalid or too large is sent again in parts, so that a bad data point costs that data
// point; everything else is tried again. A batch of which the answer got lost is sent twice, which gives the same
// cumulative values at the same times.
package otlp
