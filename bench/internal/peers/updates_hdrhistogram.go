package peers

import (
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/bench/internal/stream"
)

var hdrUpdates = []Update{
	{Row{Record, HdrHistogram, "mutex, 2 digits"}, func() Op { return hdrRecord(2) }},
	{Row{Record, HdrHistogram, "mutex, 3 digits"}, func() Op { return hdrRecord(3) }},
	{Row{Time, HdrHistogram, "time.Now, mutex, 2 digits"}, func() Op {
		h := newLockedHdr(2)
		return Op{
			Run: func(_, n int) {
				for range n {
					start := time.Now()
					took := int64(time.Since(start))
					h.mu.Lock()
					_ = h.h.RecordValue(took)
					h.mu.Unlock()
				}
			},
			Total: h.total,
		}
	}},
}

func hdrRecord(digits int) Op {
	h := newLockedHdr(digits)
	return Op{
		Run: func(first, n int) {
			for i := first; i < first+n; i++ {
				h.mu.Lock()
				_ = h.h.RecordValue(stream.Nanos(i))
				h.mu.Unlock()
			}
		},
		Total: h.total,
	}
}

// lockedHdr is what a program would use that records durations of 1 ns to 1 h from several goroutines.
type lockedHdr struct {
	mu sync.Mutex
	h  *hdrhistogram.Histogram
}

func newLockedHdr(digits int) *lockedHdr {
	return &lockedHdr{h: hdrhistogram.New(1, int64(time.Hour), digits)}
}

func (l *lockedHdr) total() float64 { return float64(l.h.TotalCount()) }
