// Package integration tests the bridges against what they speak to: a Pushgateway, Prometheus's own parser and
// functions, and the OTLP receiver of OpenTelemetry's Collector. It is a module of its own, so that these are no
// dependencies of the bridges.
package integration
