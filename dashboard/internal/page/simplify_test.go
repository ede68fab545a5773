package page

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSimplifiedKeepsWhatStandsOut(t *testing.T) {
	s := &Spark{Size: Small, Zero: true, Values: make([]float64, 60)}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range s.Values {
		s.Values[i] = 10 + random.Float64()
	}
	s.Values[0], s.Values[31], s.Values[59] = 12, 100, 15
	points := make([]point, 60)
	for i, v := range s.Values {
		points[i] = point{x: 2 * i, y: int(v)}
	}
	got := simplified(points, 20)
	kept := map[int]int{}
	for _, p := range got {
		kept[p.x] = p.y
	}
	if len(got) != 20 || kept[0] != 12 || kept[62] != 100 || kept[118] != 15 {
		t.Errorf("%d points are left: %v", len(got), got)
	}
}

func TestSimplifiedKeepsGaps(t *testing.T) {
	var points []point
	for i := range 60 {
		points = append(points, point{x: i, y: i * i % 7, gap: i%3 == 2})
	}
	if got := simplified(points, 20); len(got) != 60 {
		t.Errorf("of lines of two points each %d are left", len(got))
	}
	if a := area(point{}, point{gap: true}, point{}); a != math.MaxInt {
		t.Errorf("a gap is as dispensable as %d", a)
	}
}

func TestSimplifiedDrawsTheLineOfAYoungProgram(t *testing.T) {
	var points []point
	for i := range 60 {
		points = append(points, point{x: i, y: i % 3, gap: i < 35})
	}
	points[45].y = 20
	got := simplified(points, 20)
	drawn, high := 0, 0
	for _, p := range got {
		if !p.gap {
			drawn, high = drawn+1, max(high, p.y)
		}
	}
	if drawn != 20 || high != 20 || len(got) != 55 {
		t.Errorf("of 25 points after 35 gaps %d are left, up to %d, in %v", drawn, high, got)
	}
}
