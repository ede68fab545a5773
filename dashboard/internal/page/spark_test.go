package page

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var none = math.NaN()

// size leaves room for five values, ten apart, and heights from 3 to 13.
var size = Size{Width: 46, Height: 16}

func TestDraw(t *testing.T) {
	tests := []struct {
		name   string
		zero   bool
		values []float64
		want   line
	}{
		{"nothing", true, []float64{none, none, none, none, none}, line{"", 0, false, 0, false}},
		{"zeros", true, []float64{0, 0, 0, 0, 0}, line{"M3 13l40 0V13H3z", 40, true, 13, true}},
		{"rising from zero", true, []float64{0, 1, 2, 3, 4}, line{"M3 13l10-3 10-2 10-3 10-2V13H3z", 42, true, 3, true}},
		{"constant rate", true, []float64{7, 7, 7, 7, 7}, line{"M3 3l40 0V13H3z", 40, true, 3, true}},
		{"constant gauge", false, []float64{7, 7, 7, 7, 7}, line{"M3 8l40 0V13H3z", 40, true, 8, true}},
		{"a gauge that moves little", false, []float64{90, 100, 100, 90, 95}, line{"M3 13l10-10 10 0 10 10 10-5V13H3z", 50, true, 8, true}},
		{"a gauge that moves next to nothing", false, []float64{100, 100.1, 100, 100, 100}, line{"M3 8l40 0V13H3z", 40, true, 8, true}},
		{"begins late", true, []float64{none, none, 4, 4, 0}, line{"M23 3l10 0 10 10V13H23z", 25, true, 13, true}},
		{"ended", true, []float64{4, 0, none, none, none}, line{"M3 3l10 10V13H3z", 15, true, 13, false}},
		{"a gap", true, []float64{4, 0, none, 4, 0}, line{"M3 3l10 10M33 3l10 10", 0, false, 13, true}},
		{"single values", true, []float64{4, none, 2, none, 0}, line{"M3 3h0M23 8h0M43 13h0", 0, false, 13, true}},
		{"one value, then a line", true, []float64{4, none, none, 4, 4}, line{"M3 3h0M33 3l10 0", 0, false, 3, true}},
		{"below zero", false, []float64{-4, 4, none, none, 0}, line{"M3 13l10-10M43 8h0", 0, false, 8, true}},
		{"the ends of the range", false, []float64{-math.MaxFloat64, math.MaxFloat64, 0, 0, 0}, line{"M3 13l10-10 10 5 20 0V13H3z", 46, true, 8, true}},
	}
	for _, test := range tests {
		s := &Spark{Size: size, Zero: test.zero, Values: test.values}
		if got := s.draw(); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestSizesFitTheirValues(t *testing.T) {
	for _, s := range []Size{Small, Tile} {
		spark := &Spark{Size: s, Zero: true, Values: make([]float64, 60)}
		if step := spark.step(); (len(spark.Values)-1)*step != s.Width-2*margin {
			t.Errorf("60 values with a distance of %d do not fill %d pixels", step, s.Width)
		}
	}
}

func TestLabelTellsWhatTheChartShows(t *testing.T) {
	tests := []struct {
		spark Spark
		want  string
	}{
		{Spark{}, "no data"},
		{Spark{Values: []float64{none, none}}, "no data"},
		{Spark{Values: []float64{3, 40, 12}, Form: FormRate}, "now 12 /s, 3 /s to 40 /s, rising"},
		{Spark{Values: []float64{.4, none, .2}, Unit: "s"}, "now 200 ms, 200 ms to 400 ms, falling"},
		{Spark{Values: []float64{100, 5, 102}}, "now 102, 5 to 102, steady"},
		{Spark{Values: []float64{2048, 2048, none}, Unit: "By"}, "now –, 2.0 KiB to 2.0 KiB, steady"},
		{Spark{Values: []float64{1 << 20}, Unit: "By", Form: FormFlow}, "now 1.0 MiB/s, 1.0 MiB/s to 1.0 MiB/s, steady"},
	}
	for _, test := range tests {
		if got := test.spark.label(); got != test.want {
			t.Errorf("%v: %q, want %q", test.spark.Values, got, test.want)
		}
	}
}

var (
	svg    = regexp.MustCompile(`^<svg( viewBox="0 0 \d+ \d+")? role="img" aria-label="[^"]+" data-s="[-.e\d]+ [-.e\d]+( u?/s)?"><path d="([^"]*)"( stroke-dasharray="\d+( 999)?")?/><circle (cy="\d+"|display="none")/></svg>$`)
	number = regexp.MustCompile(`-?\d+`)
)

func FuzzSpark(f *testing.F) {
	f.Add(0.0, 1.0, 2.0, "s", true)
	f.Add(math.NaN(), -math.MaxFloat64, math.MaxFloat64, `"><script>`, false)
	f.Add(5e-324, 0.0, -5e-324, "By", true)
	f.Add(1e300, 1e-300, math.NaN(), "", false)
	f.Fuzz(func(t *testing.T, a, b, c float64, unit string, zero bool) {
		for _, v := range []float64{a, b, c} {
			if math.IsInf(v, 0) {
				return // no instrument has such a value
			}
		}
		for _, s := range []Size{Small, Tile} {
			spark := &Spark{Size: s, Zero: zero, Unit: unit, Values: []float64{a, b, b, c, none, c, a}}
			var out strings.Builder
			if err := spark.Render(context.Background(), &out); err != nil {
				t.Fatal(err)
			}
			parts := svg.FindStringSubmatch(out.String())
			if parts == nil {
				t.Fatalf("not a chart: %s", out.String())
			}
			for _, n := range number.FindAllString(parts[2], -1) {
				if v, err := strconv.Atoi(n); err != nil || v < -s.Height || v > s.Width {
					t.Errorf("%s lies outside of the chart: %s", n, parts[2])
				}
			}
		}
	})
}
