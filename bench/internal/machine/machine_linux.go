// Package machine lets a benchmark know what the machine does beside it.
package machine

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// Pin moves the calling goroutine to the i-th of the processors that the program may use and keeps it there until it
// calls free. Where that is not possible it does nothing.
func Pin(i int) (free func()) {
	var may, one unix.CPUSet
	if unix.SchedGetaffinity(0, &may) != nil || may.Count() == 0 {
		return func() {}
	}
	i %= may.Count()
	for cpu := 0; ; cpu++ {
		if may.IsSet(cpu) {
			if i == 0 {
				one.Set(cpu)
				break
			}
			i--
		}
	}
	runtime.LockOSThread()
	_ = unix.SchedSetaffinity(0, &one) // at worst the measurement is disturbed, which shows
	return func() {
		_ = unix.SchedSetaffinity(0, &may)
		runtime.UnlockOSThread()
	}
}

// ProcessorTime returns the time that the program has had on processors. ok is false where that is not known.
func ProcessorTime() (d time.Duration, ok bool) {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0, false
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), true
}
