package chart

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func write(v float64) string { return fmt.Sprint(v) }

func drawn(t *testing.T, c interface {
	Render(context.Context, io.Writer) error
}) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader("<div>" + b.String() + "</div>"))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, b.String())
		}
	}
	return b.String()
}

func TestPlotIsDrawn(t *testing.T) {
	p := &Plot{Zero: true, Write: write, X: Axis{Count: 5, Ticks: []Tick{{0, "<a>"}, {0.5, "b"}, {1, "c"}}}, Lines: []Line{
		{Name: "x", Class: "a0", Values: []float64{0, 5, 5, math.NaN(), 10}},
		{Name: "y", Class: "a1", Values: []float64{1, 2, 3, math.NaN(), 4}, Low: []float64{0, 1, 2, math.NaN(), 3}, High: []float64{2, 3, 4, math.NaN(), 5}},
	}}
	got := drawn(t, p)
	for _, part := range []string{
		`<path class="a0" d="M0 200l1-100 1 0M4 0h0"/>`,
		`<path class="band a1" d="M0 160l1-20 1-20 0 40 -1 20 -1 20zM4 100l0 40z"/>`,
		`<path class="grid" d="M0 200h4M0 100h4M0 0h4"/>`,
		`aria-label="x: now 10, lowest 0, highest 10, rising; y: now 4, lowest 0, highest 5, rising"`,
		`<text x="100%" y="50%">5</text>`, `<text x="0%" y="100%" class="first">&lt;a&gt;</text>`, `class="last">c<`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is missing in %s", part, got)
		}
	}
}

func TestEmptyPlotIsDrawn(t *testing.T) {
	got := drawn(t, &Plot{Log: true, Write: write, Lines: []Line{{Values: []float64{math.NaN(), math.NaN()}}, {}}})
	if !strings.Contains(got, "no data") {
		t.Error(got)
	}
}

func TestGridIsDrawn(t *testing.T) {
	g := &Grid{Columns: 4, Rows: 3, Label: `"<x>"`, Cells: []Cell{{0, 0, 1}, {1, 0, 1}, {3, 0, 1}, {2, 2, 6}}}
	got := drawn(t, g)
	for _, part := range []string{`<path class="h1" d="M0 5h2M3 5h1"/>`, `<path class="h6" d="M2 1h1"/>`, `viewBox="0 0 4 6"`} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is missing in %s", part, got)
		}
	}
}

func TestScales(t *testing.T) {
	for _, x := range []struct {
		values           []float64
		log, zero, bytes bool
		want             string
	}{
		{[]float64{0, 7}, false, true, false, "0 to 8 at [0 2 4 6 8]"},
		{[]float64{90, 100}, false, false, false, "90 to 100 at [90 95 100]"},
		{[]float64{90, 100}, false, true, false, "0 to 100 at [0 50 100]"},
		{[]float64{-3, 3}, false, false, false, "-4 to 4 at [-4 -2 0 2 4]"},
		{[]float64{5, 5}, false, false, false, "0 to 10 at [0 5 10]"},
		{nil, false, false, false, "0 to 1 at [0 0.5 1]"},
		{[]float64{0, 3 << 20}, false, true, true, "0 to 3.145728e+06 at [0 1.048576e+06 2.097152e+06 3.145728e+06]"},
		{[]float64{0.001, 0.002}, true, true, false, "0 to 0.002 at [0 0.0005 0.001 0.0015 0.002]"},
		{[]float64{0, 3, 70}, true, true, false, "log 2 to 100 at [2 5 10 20 50 100]"},
		{[]float64{0.00003, 2}, true, true, false, "log 2e-05 to 2 at [0.0001 0.001 0.01 0.1 1]"},
	} {
		p := Plot{Log: x.log, Zero: x.zero, Bytes: x.bytes, Lines: []Line{{Values: x.values}}}
		s := p.Scale()
		got := fmt.Sprintf("%v to %v at %v", s.Low, s.High, s.Ticks)
		if s.Log {
			got = "log " + got
		}
		if got != x.want {
			t.Errorf("%v: %s, want %s", x.values, got, x.want)
		}
	}
}

// Whatever the values are, they lie on the scale, and its ticks rise and lie on it too.
func FuzzScale(f *testing.F) {
	f.Add(0.0, 1.0, 5.0, true, false)
	f.Add(1e-9, 3e9, 0.0, false, true)
	f.Add(-1e300, 1e300, math.NaN(), false, false)
	f.Add(1e-320, 5e-324, 0.1, true, true)
	f.Fuzz(func(t *testing.T, a, b, c float64, zero, log bool) {
		for _, v := range []float64{a, b, c} {
			if math.IsInf(v, 0) || math.Abs(v) > 1e150 || v != 0 && math.Abs(v) < 1e-150 {
				return // what people measure lies well within
			}
		}
		p := Plot{Zero: zero, Log: log, Write: write, X: Axis{Count: 3}, Lines: []Line{{Values: []float64{a, b, c}}}}
		s := p.Scale()
		if !(s.Low < s.High) || !slices.IsSorted(s.Ticks) || len(s.Ticks) > 20 {
			t.Fatalf("%v to %v at %v", s.Low, s.High, s.Ticks)
		}
		for _, v := range []float64{a, b, c} {
			if at := s.At(v); v > 0 && (at < -1e-6 || at > 1+1e-6) {
				t.Errorf("%v lies at %v of %+v", v, at, s)
			}
		}
		drawn(t, &p)
	})
}

func TestClock(t *testing.T) {
	from := time.Date(2026, 3, 1, 13, 59, 30, 0, time.UTC)
	for _, x := range []struct {
		step  time.Duration
		count int
		want  string
	}{
		{time.Second, 60, "13:59:40 13:59:50 14:00:00 14:00:10 14:00:20"},
		{time.Second, 300, "14:00 14:01 14:02 14:03 14:04"},
		{time.Minute, 1440, "18:00 00:00 06:00 12:00"},
		{time.Hour, 24 * 6, "2 Mar 3 Mar 4 Mar 5 Mar 6 Mar 7 Mar"},
	} {
		var got []string
		for _, tick := range Clock(from, x.step, x.count).Ticks {
			got = append(got, tick.Label)
			if tick.At < 0 || tick.At > 1 {
				t.Errorf("a tick at %v", tick.At)
			}
		}
		if text := strings.Join(got, " "); text != x.want {
			t.Errorf("%d times %v: %s, want %s", x.count, x.step, text, x.want)
		}
	}
}
