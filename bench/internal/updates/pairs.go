package updates

import (
	"math/rand/v2"

	"github.com/binnacle-go/metrics/bench/internal/peers"
	"github.com/binnacle-go/metrics/bench/internal/result"
)

// pairRounds is how many rounds pairs have for each round of others: what is compared lies close together.
const pairRounds = 8

// RunPairs measures pairs of rows, the two right after one another. No row may be in two pairs.
func RunPairs(rows []peers.Update, pairs [][2]peers.Row, o Options, results result.Results) {
	byRow := map[peers.Row]peers.Update{}
	for _, u := range rows {
		byRow[u.Row] = u
	}
	for range pairRounds * o.Rounds {
		for _, pair := range pairs {
			if !o.Want(pair[0]) || !o.Want(pair[1]) {
				continue
			}
			for _, i := range rand.Perm(2) {
				results.Add(pair[i], Paired, measure(byRow[pair[i]], 1, o))
			}
		}
	}
}
