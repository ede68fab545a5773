package page

import (
	"math"
	"strconv"
	"testing"
)

// encode writes a number for the script with all its digits.
func encode(v float64) string { return rounded(v, -1) }

func (f Form) wire(v float64, unit string, digits int) string {
	var w wired
	w.set(f, v, unit, digits)
	return string(w.bytes())
}

func TestEncodeUsesFewCharacters(t *testing.T) {
	tests := map[float64]string{
		0: "0", 1: "1", -1: "-1", 12: "12", 1200: "1200", 1e6: "1e6", 123456: "123456", 1.5: "1.5", .5: ".5", .05: ".05",
		.0005: "5e-4", .000341: "341e-6", -.25: "-.25", 12.75: "12.75", 1e300: "1e300", 5e-324: "5e-324", 48.4e-6: "484e-7",
	}
	for v, want := range tests {
		if got := encode(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := encode(v); got != wireNone {
			t.Errorf("%v is %q, want %q", v, got, wireNone)
		}
	}
}

func TestWireHasNoMoreDigitsThanItsText(t *testing.T) {
	tests := []struct {
		v      float64
		form   Form
		unit   string
		digits int
		want   string
	}{
		{0.0123456, FormValue, "s", 1, ".0123"},  // 12.3 ms
		{0.00123456, FormValue, "s", 1, ".0012"}, // 1.2 ms
		{1.0 / 3, FormShare, "", 1, ".33"},       // 33 %
		{1234.5678, FormRate, "", 1, "1200"},     // 1.2 k/s
		{1234.5678, FormRate, "", 3, "1230"},     // the same, but drawn
		{9613, FormValue, "", 1, "9613"},
		{1433.27, FormValue, "", 3, "1433.3"}, // 1.4 k: were it whole it would be written in full
		{math.NaN(), FormRate, "", 1, "-"},
	}
	for _, test := range tests {
		if got := test.form.wire(test.v, test.unit, test.digits); got != test.want {
			t.Errorf("%v is %q, want %q", test.v, got, test.want)
		}
	}
}

func FuzzWire(f *testing.F) {
	for _, v := range []float64{0, 1, -1, 12.345, 99.95, 999.96, 1e-7, 1234567, math.MaxFloat64, 5e-324, 194329.2, -0.03} {
		f.Add(v, uint8(FormValue), "s")
		f.Add(v, uint8(FormFlow), "By")
	}
	f.Fuzz(func(t *testing.T, v float64, kind uint8, unit string) {
		form := []Form{FormValue, FormRate, FormFlow, FormShare}[kind%4]
		got := form.wire(v, unit, 1)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			if got != wireNone {
				t.Errorf("%v is %q", v, got)
			}
			return
		}
		sent, err := strconv.ParseFloat(got, 64)
		if err != nil {
			t.Fatalf("%v is %q: %v", v, got, err)
		}
		if form.Write(sent, unit) != form.Write(v, unit) {
			t.Errorf("%v is sent as %s and read as %s, want %s", v, got, form.Write(sent, unit), form.Write(v, unit))
		}
		if exact, err := strconv.ParseFloat(encode(v), 64); err != nil || exact != v {
			t.Errorf("%v is encoded as %s", v, encode(v))
		}
		if drawn, err := strconv.ParseFloat(rounded(v, drawnDigits), 64); err != nil || math.Abs(drawn-v) > math.Abs(v)/100 && math.Abs(v) > 1e-300 {
			t.Errorf("%v is drawn as %s", v, rounded(v, drawnDigits))
		}
	})
}
