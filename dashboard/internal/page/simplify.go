package page

import (
	"math"
	"slices"
)

// pointWidth is how many pixels of a sparkline have one point: more are not worth what they add to the first load.
const pointWidth = 6

// A point is a corner of a line, or a gap in it.
type point struct {
	x, y int
	gap  bool
}

// simplified leaves out points until there are no more than that many beside the gaps: always the one that the line
// changes least without. That is the algorithm of Visvalingam and Whyatt, which keeps what stands out. The ends of lines
// stay.
func simplified(points []point, most int) []point {
	for drawn := count(points); drawn > most; drawn-- {
		at, least := -1, math.MaxInt
		for i := 1; i+1 < len(points); i++ {
			if a := area(points[i-1], points[i], points[i+1]); a < least {
				at, least = i, a
			}
		}
		if at < 0 {
			return points
		}
		points = slices.Delete(points, at, at+1)
	}
	return points
}

// count is how many points are drawn: gaps cost nothing, and a young program has little else.
func count(points []point) (drawn int) {
	for _, p := range points {
		if !p.gap {
			drawn++
		}
	}
	return drawn
}

// area is twice that of the triangle of three points, the largest number if one of them is a gap.
func area(a, b, c point) int {
	if a.gap || b.gap || c.gap {
		return math.MaxInt
	}
	n := (b.x-a.x)*(c.y-a.y) - (c.x-a.x)*(b.y-a.y)
	return max(n, -n)
}
