package history_test

import (
	"syscall"
	"time"
)

// processorTime returns how long the process and the present thread have been computing.
func processorTime() (process, thread time.Duration) {
	of := func(who int) time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			panic(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return of(syscall.RUSAGE_SELF), of(rusageThread)
}

const rusageThread = 1 // RUSAGE_THREAD, which package syscall does not name
