// Package bridge tests the bridges against what they speak to: a Pushgateway, Prometheus's own parser and functions, and
// the OTLP receiver of OpenTelemetry's Collector.
package bridge
