package otel

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/binnacle-go/metrics"
)

// The metrics of a series beside that of its own name.
const (
	errorsPart   = ".errors"
	clampedPart  = ".clamped"
	rejectedPart = ".rejected"
	timePart     = ".time"
)

var partsOf = map[metrics.Kind][]string{
	metrics.KindTimer:     {"", errorsPart},
	metrics.KindHistogram: {"", clampedPart, rejectedPart},
	metrics.KindState:     {"", timePart},
}

// claim is a part of the series of one path and kind, which wants a name.
type claim struct {
	path string
	kind metrics.Kind
	part string
}

// wanted returns the name and how much it was changed: of two that want a name, the lower rank has it.
func (c claim) wanted() (name string, rank int) {
	name = repair(strings.ReplaceAll(c.path, "/", ".")) + c.part
	switch {
	case c.part != "":
		return name, 2
	case strings.Contains(c.path, ".") || name != strings.ReplaceAll(c.path, "/", "."):
		return name, 1
	}
	return name, 0
}

// names are the names of all metrics of a snapshot.
type names map[claim]string

// namesOf gives each claim the name that it wants, and a suffix if another has a better or an equal right to it.
func namesOf(series []metrics.Series) names {
	type owner struct {
		rank   int
		claims int
	}
	owners := map[string]owner{}
	out := names{}
	for i := range series {
		if i > 0 && series[i].Name == series[i-1].Name && series[i].Kind == series[i-1].Kind {
			continue
		}
		for _, c := range claimsOf(&series[i]) {
			if _, known := out[c]; known {
				continue
			}
			name, rank := c.wanted()
			out[c] = name
			if o, taken := owners[name]; !taken || rank < o.rank {
				owners[name] = owner{rank, 1}
			} else if rank == o.rank {
				owners[name] = owner{rank, o.claims + 1}
			}
		}
	}
	for c, name := range out {
		_, rank := c.wanted()
		if o := owners[name]; rank != o.rank || o.claims > 1 {
			h := fnv.New32a()
			fmt.Fprintf(h, "%v %s %q", c.kind, c.part, c.path)
			out[c] = fmt.Sprintf("%s_%08x", name, h.Sum32())
		}
	}
	return out
}

func claimsOf(x *metrics.Series) []claim {
	parts := partsOf[x.Kind]
	if parts == nil {
		parts = []string{""}
	}
	out := make([]claim, len(parts))
	for i, part := range parts {
		out[i] = claim{x.Name, x.Kind, part}
	}
	return out
}
