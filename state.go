package metrics

import (
	"sync"
	"time"
)

// maxStates bounds the states one State tells apart, so that a mistaken use cannot grow without end.
const maxStates = 64

// otherState collects the time of all states beyond maxStates.
const otherState = "(other)"

// A State tells which of a few states something is in and how much time it has spent in each: "idle", "busy";
// "connected", "connecting". It has no state until the first Set. It is safe for concurrent use; an update holds
// a lock for a few instructions and allocates only when a state is seen for the first time. At most 64 states are
// told apart; the time of further ones is kept together as "(other)".
type State struct {
	mu      sync.Mutex
	times   []StateTime // in the order in which the states were first seen
	current int         // index into times, valid when times is not empty
	since   time.Duration
	inside  int // see Acquire
}

func makeState(_ *tree, id identity) *entry {
	c := newCell[State](id)
	c.instrument = &c.value
	c.value.since = monotonic()
	return &c.entry
}

// Set enters a state. Entering the present state again changes nothing.
func (st *State) Set(state string) {
	now := monotonic()
	st.mu.Lock()
	defer st.mu.Unlock()
	st.enter(state, now)
}

// enter makes a state the current one. The caller holds the lock.
func (st *State) enter(state string, now time.Duration) {
	if len(st.times) > 0 {
		st.times[st.current].Time += now - st.since
	}
	st.current, st.since = st.index(state), now
}

func (st *State) index(state string) int {
	if len(st.times) > maxStates {
		state = st.known(state)
	}
	for i := range st.times {
		if st.times[i].State == state {
			return i
		}
	}
	if len(st.times) == maxStates {
		state = otherState
	}
	st.times = append(st.times, StateTime{State: state})
	return len(st.times) - 1
}

// known maps a state that is not among the first ones to the collective one.
func (st *State) known(state string) string {
	for i := range st.times {
		if st.times[i].State == state {
			return state
		}
	}
	return otherState
}

func (st *State) read(s *Series, m moment) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if len(st.times) == 0 {
		return
	}
	s.States = append([]StateTime(nil), st.times...)
	current := &s.States[st.current]
	current.Time += max(m.mono-st.since, 0)
	current.Current = true
	s.Text = current.State
}
