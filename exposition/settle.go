package exposition

import (
	"fmt"
	"hash/fnv"
)

// A claimant wants names that nobody else may have.
type claimant struct {
	id    string                       // tells it from all others
	rank  int                          // of two that want a name, the lower rank has it
	names func(suffix string) []string // what it wants if its name gets this suffix

	suffix  string
	wanted  []string
	renamed int // how often
}

// rankRenamed is above all others, so that a made-up name never pushes a given one aside.
const rankRenamed = 100

// settle gives suffixes to claimants until no name is wanted twice. Of claimants of equal rank all get one, lest a
// name pass from one to the other when a series comes or goes. The outcome does not depend on the order.
func settle(claimants []claimant) {
	for i := range claimants {
		claimants[i].wanted = claimants[i].names("")
	}
	for {
		owners := ownersOf(claimants)
		settled := true
		for i := range claimants {
			if c := &claimants[i]; !c.owns(i, owners) {
				c.rename()
				settled = false
			}
		}
		if settled {
			return
		}
	}
}

// owner is the claimant that a name falls to, unless another has an equal right to it.
type owner struct {
	index, rank int
	contested   bool
}

func ownersOf(claimants []claimant) map[string]owner {
	owners := make(map[string]owner, 4*len(claimants))
	for i := range claimants {
		rank := claimants[i].rank
		for _, name := range claimants[i].wanted {
			o, taken := owners[name]
			switch {
			case !taken || rank < o.rank:
				owners[name] = owner{index: i, rank: rank}
			case rank == o.rank && o.index != i && !o.contested:
				o.contested = true
				owners[name] = o
			}
		}
	}
	return owners
}

func (c *claimant) owns(index int, owners map[string]owner) bool {
	for _, name := range c.wanted {
		if o := owners[name]; o.index != index || o.contested {
			return false
		}
	}
	return true
}

// rename takes the next suffix: a hash of the identity, so that it is the same in every scrape.
func (c *claimant) rename() {
	h := fnv.New32a()
	h.Write(fmt.Appendf(nil, "%d %s", c.renamed, c.id))
	c.renamed++
	c.rank = rankRenamed
	c.suffix = fmt.Sprintf("_%08x", h.Sum32())
	c.wanted = c.names(c.suffix)
}
