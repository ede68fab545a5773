package view

import (
	"math"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// maxShares is how many states are told apart in a row.
const maxShares = 6

// shares says which part of the time was spent in each state, in whole percent that add up to 100. Of many states,
// the later ones are taken together.
func shares(states []metrics.StateTime) []page.Share {
	total := time.Duration(0)
	for _, s := range states {
		total += s.Time
	}
	var out []page.Share
	past, shown := time.Duration(0), 0
	for i, s := range states {
		past += s.Time
		name := page.Visible(s.State)
		if i == maxShares-1 && len(states) > maxShares {
			past, name = total, "others"
		}
		to := 100
		if total > 0 {
			to = int(math.Round(100 * float64(past) / float64(total)))
		}
		out = append(out, page.Share{Name: name, Percent: to - shown})
		shown = to
		if len(out) == maxShares {
			break
		}
	}
	return out
}
