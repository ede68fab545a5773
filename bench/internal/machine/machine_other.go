//go:build !linux

// Package machine lets a benchmark know what the machine does beside it.
package machine

import "time"

// Pin does nothing on this system.
func Pin(int) (free func()) { return func() {} }

// ProcessorTime is not known on this system.
func ProcessorTime() (d time.Duration, ok bool) { return 0, false }
