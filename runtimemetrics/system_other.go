//go:build !linux

package runtimemetrics

// systemGauges are empty: what the kernel tells about the process is read on Linux only.
var systemGauges []gauge
