package metrics

import (
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/binnacle-go/metrics/internal/adder"
)

// meterTick is the step of the moving rates.
const meterTick = 5 * time.Second

// A Meter counts events and keeps their moving rates over 1, 5 and 15 minutes, computed as UNIX load averages are:
// every 5 seconds each rate moves towards the rate of those 5 seconds by 1-e^(-5/60/n). The first tick sets the
// rates, so that a meter need not warm up. It is safe for concurrent use. A mark reads the clock once and
// allocates nothing; there is no goroutine: ticks that are due are made by the next mark or snapshot.
type Meter struct {
	n        adder.Adder
	nextTick atomic.Int64 // monotonic time at which the next tick is due

	mu      sync.Mutex
	start   time.Duration
	counted uint64 // events that ticks have already seen
	started bool
	rates   [3]float64 // events a second
}

var meterAlphas = [3]float64{meterAlpha(1), meterAlpha(5), meterAlpha(15)}

func meterAlpha(minutes float64) float64 { return 1 - math.Exp(-meterTick.Minutes()/minutes) }

func makeMeter(_ *tree, id identity) *entry {
	c := newCell[Meter](id)
	c.instrument = &c.value
	c.value.start = monotonic()
	c.value.nextTick.Store(int64(c.value.start + meterTick))
	return &c.entry
}

// Mark counts n events.
func (m *Meter) Mark(n uint64) {
	// A mark never waits: if the lock is taken, its holder is making the ticks that are due.
	if now := monotonic(); int64(now) >= m.nextTick.Load() && m.mu.TryLock() {
		m.tick(now)
		m.mu.Unlock()
	}
	m.n.Add(n)
}

// tick makes all ticks due at now. Events not yet seen belong to the first of them, for a mark makes the ticks
// due before it counts. The caller holds the lock.
func (m *Meter) tick(now time.Duration) {
	next := time.Duration(m.nextTick.Load())
	if now < next {
		return
	}
	n := m.n.Sum()
	m.move(float64(n-m.counted) / meterTick.Seconds())
	m.counted = n
	idle := int64((now - next) / meterTick)
	for i, a := range meterAlphas {
		m.rates[i] *= math.Pow(1-a, float64(idle))
	}
	m.nextTick.Store(int64(next + time.Duration(idle+1)*meterTick))
}

func (m *Meter) move(rate float64) {
	for i, a := range meterAlphas {
		if m.started {
			m.rates[i] += a * (rate - m.rates[i])
		} else {
			m.rates[i] = rate
		}
	}
	m.started = true
}

// absorb counts events of another meter, which are no part of the present rate.
func (m *Meter) absorb(s *Series) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n.Add(s.Count)
	m.counted += s.Count
}

func (m *Meter) read(s *Series, at moment) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tick(at.mono)
	s.Count = m.n.Sum()
	s.Rates = &Rates{M1: m.rates[0], M5: m.rates[1], M15: m.rates[2]}
	if age := (at.mono - m.start).Seconds(); age > 0 {
		s.Rates.Mean = float64(s.Count) / age
	}
}
