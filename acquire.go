package metrics

import "strconv"

// maxLevels is how many levels of concurrency a State tells apart; all from maxLevels on are one.
const maxLevels = 60

// levels are the names of the levels.
var levels = func() (names [maxLevels + 1]string) {
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	names[maxLevels] += "+"
	return names
}()

// Acquire counts the caller in, so that the State tells how much time is spent at each level of concurrency: with nobody
// inside (the state "0"), with one ("1") and so on; "60+" stands for 60 and more. Release of the returned Hold counts
// the caller out:
//
//	defer workers.Acquire().Release()
//
// Use a State either this way or with Set. Acquire never waits for others to release; it allocates nothing once a level
// has been seen.
func (st *State) Acquire() Hold {
	st.step(1)
	return Hold{st}
}

// A Hold is one caller inside a [State]. It is a plain value; Release it exactly once. The zero Hold may be released.
type Hold struct{ state *State }

// Release counts the caller out.
func (h Hold) Release() {
	if h.state != nil {
		h.state.step(-1)
	}
}

// step changes the level. Until the first step nobody was inside.
func (st *State) step(by int) {
	now := monotonic()
	st.mu.Lock()
	defer st.mu.Unlock()
	if len(st.times) == 0 {
		st.enter(levels[0], st.since)
	}
	st.inside = max(st.inside+by, 0)
	st.enter(levels[min(st.inside, maxLevels)], now)
}
