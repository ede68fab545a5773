package column

import (
	"time"

	"github.com/binnacle-go/metrics"
)

// putTexts writes the changes of a text.
func putTexts(w *bitWriter, cells []*Cell) {
	before := ""
	for _, c := range cells {
		w.flag(c.Text != before)
		if c.Text != before {
			w.putString(c.Text)
			before = c.Text
		}
	}
}

func readTexts(r *bitReader, cells []*Cell) {
	before := ""
	for _, c := range cells {
		if r.flag() {
			before = r.string()
		}
		c.Text = before
	}
}

// maxStates bounds the states of one cell that are read: a State tells fewer apart.
const maxStates = 1 << 8

// putStates writes the times in each state. A state is named when it comes first.
func putStates(w *bitWriter, cells []*Cell) {
	var names []string
	for _, c := range cells {
		states := c.States[:min(len(c.States), maxStates)]
		w.putGamma(uint64(len(states)) + 1)
		for _, s := range states {
			names = putName(w, names, s.State)
			w.putWide(uint64(s.Time))
			w.flag(s.Current)
		}
	}
}

func putName(w *bitWriter, names []string, name string) []string {
	for i, known := range names {
		if known == name {
			w.putGamma(uint64(i) + 2)
			return names
		}
	}
	w.putGamma(1)
	w.putString(name)
	return append(names, name)
}

func readStates(r *bitReader, cells []*Cell) {
	var names []string
	for _, c := range cells {
		n := r.gamma() - 1
		if n > maxStates {
			r.bad = true
		}
		for i := uint64(0); i < n && !r.bad; i++ {
			at := r.gamma()
			if at == 1 {
				names = append(names, r.string())
				at = uint64(len(names)) + 1
			}
			if at < 2 || at-2 >= uint64(len(names)) {
				r.bad = true
				break
			}
			state := metrics.StateTime{State: names[at-2], Time: time.Duration(r.wide())}
			state.Current = r.flag()
			c.States = append(c.States, state)
		}
	}
}
