package runtimemetrics

import (
	"math"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// systemGauges are what the kernel tells about the process.
var systemGauges = []gauge{
	{series{"process/memory", "By", "Memory of the process that is in RAM (resident set)."}, none, stateless(residentMemory)},
	{series{"process/fds", "", "Files, sockets and pipes that the process has open."}, none, stateless(openFiles)},
	{series{"process/fds_limit", "", "How many files, sockets and pipes the process may have open."}, none, stateless(openFilesLimit)},
	{series{"process/cpu", "", "Processors that the process keeps busy, on average over the last second or two."}, none, growth(stateless(cpuTime))},
	{series{"process/cpu_time", "s", "CPU time that the process has used since its start."}, none, stateless(cpuTime)},
}

func residentMemory(*reading) float64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return math.NaN()
	}
	return residentBytes(string(data), os.Getpagesize())
}

// residentBytes reads the second field of statm, which counts pages.
func residentBytes(statm string, pageSize int) float64 {
	fields := strings.Fields(statm)
	if len(fields) < 2 {
		return math.NaN()
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return math.NaN()
	}
	return float64(pages) * float64(pageSize)
}

// openFiles asks for the size of the directory, which is the number of open files since Linux 6.2; before, it is 0
// and the entries have to be counted.
func openFiles(*reading) float64 {
	const dir = "/proc/self/fd"
	if info, err := os.Stat(dir); err == nil && info.Size() > 0 {
		return float64(info.Size())
	}
	return countEntries(dir)
}

// countEntries leaves out the file through which it reads the directory.
func countEntries(dir string) float64 {
	f, err := os.Open(dir)
	if err != nil {
		return math.NaN()
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if err != nil {
		return math.NaN()
	}
	return float64(len(names) - 1)
}

func openFilesLimit(*reading) float64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur > math.MaxInt64 {
		return math.NaN()
	}
	return float64(limit.Cur)
}

func cpuTime(*reading) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return math.NaN()
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}
