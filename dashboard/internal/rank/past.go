package rank

import (
	"sync"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A piece is what a series did in a part of its past.
type piece struct {
	known         bool
	seconds       float64
	count, errors uint64
	p99, value    float64
}

func pieceOf(p *history.Point, step time.Duration) piece {
	length := p.Span.Seconds()
	if length <= 0 {
		length = step.Seconds()
	}
	return piece{p.Known, length, p.Count, p.Errors, p.Dist.Quantile(0.99), p.Value}
}

// past are the pieces that end at a time, one after the other.
type past struct {
	asking time.Duration // the step that was asked for
	step   time.Duration // the one that there was
	end    time.Time
	pieces []piece
	asked  int // the round in which it was last asked for
}

// A Memory keeps the past of the series that were looked at, so that the next time only what is new has to be read. It
// is safe for concurrent use, and the zero Memory is ready.
type Memory struct {
	mu    sync.Mutex
	round int
	at    time.Time // of the latest comparison
	pasts map[string]*past
}

// remembered is for how many comparisons a series is kept that is not looked at, and maxRemembered how many series there
// are at most beyond those that are.
const remembered, maxRemembered = 60, 200

// begin starts a comparison: it forgets what was long not asked for, and everything if the clock was set back. The caller
// holds mu.
func (m *Memory) begin(at time.Time) {
	if at.Before(m.at) || m.pasts == nil {
		m.pasts = map[string]*past{}
	}
	rounds := remembered
	if len(m.pasts) > maxRemembered {
		rounds = 1
	}
	for id, p := range m.pasts {
		if p.asked <= m.round-rounds {
			delete(m.pasts, id)
		}
	}
	m.round++
	m.at = at
}

// of returns the pieces of a series between two times.
func (m *Memory) of(s *Source, x *metrics.Series, from, to time.Time, step time.Duration) []piece {
	id := x.ID()
	p := m.pasts[id]
	if p == nil || p.asking != step || !p.extend(s, x, to) {
		p = readPast(s, x, from, to, step)
		p.asking = step
		m.pasts[id] = p
	}
	p.asked = m.round
	return p.since(from)
}

// extend reads on up to a time. It is false if the new pieces do not fit those before.
func (p *past) extend(s *Source, x *metrics.Series, to time.Time) bool {
	if !to.After(p.end) {
		return true
	}
	if len(p.pieces) == 0 {
		return false
	}
	more := readPast(s, x, p.end, to, p.step)
	if more.step != p.step || len(more.pieces) > 0 && !more.start().Equal(p.end) {
		return false
	}
	p.pieces, p.end = append(p.pieces, more.pieces...), more.end
	return true
}

func (p *past) start() time.Time { return p.end.Add(-time.Duration(len(p.pieces)) * p.step) }

// since drops the pieces that have ended before a time, and returns the others.
func (p *past) since(from time.Time) []piece {
	for len(p.pieces) > 0 && !p.start().Add(p.step).After(from) {
		p.pieces = p.pieces[1:]
	}
	return p.pieces
}

// readPast reads the past of a series from the history. What has not ended yet is left out.
func readPast(s *Source, x *metrics.Series, from, to time.Time, step time.Duration) *past {
	r := s.Range(x.Name, x.Labels, from, to, step)
	p := &past{step: r.Step, end: r.Start}
	for i := range r.Points {
		if r.Points[i].Partial {
			break
		}
		p.pieces, p.end = append(p.pieces, pieceOf(&r.Points[i], r.Step)), p.end.Add(r.Step)
	}
	return p
}
