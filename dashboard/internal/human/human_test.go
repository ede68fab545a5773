package human_test

import (
	"math"
	"testing"
	"unicode/utf8"

	"go.uber.org/goleak"

	"github.com/binnacle-go/metrics/dashboard/internal/human"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNumbers(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		write func(float64) string
		in    float64
		want  string
	}{
		{human.Number, 0, "0"},
		{human.Number, math.Copysign(0, -1), "0"},
		{human.Number, 4, "4"},
		{human.Number, -4, "-4"},
		{human.Number, 4.25, "4.25"},
		{human.Number, 0.1 + 0.2, "0.3"},
		{human.Number, 0.00034, "0.00034"},
		{human.Number, 0.000012, "1.2e-5"},
		{human.Number, 999.4, "999"},
		{human.Number, 999.96, "1.0 k"},
		{human.Number, 9999, "9999"},
		{human.Number, 10000, "10.0 k"},
		{human.Number, 12345, "12.3 k"},
		{human.Number, 999_960, "1.0 M"},
		{human.Number, 1.5e9, "1.5 G"},
		{human.Number, 2e18, "2.0 E"},
		{human.Number, 1e25, "1e+07 E"},
		{human.Number, math.NaN(), "–"},
		{human.Number, inf, "∞"},
		{human.Number, -inf, "-∞"},

		{human.Rate, 0, "0 /s"},
		{human.Rate, 0.01, "0.01 /s"},
		{human.Rate, 0.3, "0.3 /s"},
		{human.Rate, 20, "20 /s"},
		{human.Rate, 41.23, "41.2 /s"},
		{human.Rate, 1234, "1.2 k/s"},
		{human.Rate, math.NaN(), "–"},

		{human.Duration, 0, "0 s"},
		{human.Duration, 3e-10, "0.3 ns"},
		{human.Duration, 12e-9, "12 ns"},
		{human.Duration, 340e-6, "340 µs"},
		{human.Duration, 999.96e-6, "1.0 ms"},
		{human.Duration, 2.13e-3, "2.1 ms"},
		{human.Duration, 1, "1.0 s"},
		{human.Duration, 59.97, "1.0 min"},
		{human.Duration, 90, "1.5 min"},
		{human.Duration, 7200, "2.0 h"},
		{human.Duration, 200 * 86400, "200 d"},
		{human.Duration, -0.5, "-500 ms"},
		{human.Duration, math.NaN(), "–"},

		{human.Share, 0, "0 %"},
		{human.Share, 0.00001, "<0.1 %"},
		{human.Share, 0.0123, "1.2 %"},
		{human.Share, 0.42, "42 %"},
		{human.Share, 1, "100 %"},
		{human.Share, math.NaN(), "–"},

		{human.Bytes, 0, "0 B"},
		{human.Bytes, 512, "512 B"},
		{human.Bytes, 1023.7, "1.0 KiB"},
		{human.Bytes, 1.5 * (1 << 20), "1.5 MiB"},
		{human.Bytes, math.NaN(), "–"},
	}
	for _, test := range tests {
		if got := test.write(test.in); got != test.want {
			t.Errorf("%v is written %q, want %q", test.in, got, test.want)
		}
	}
	if got := human.Count(math.MaxUint64); got != "18.4 E" {
		t.Errorf("the largest count is written %q", got)
	}
}

func TestValueFollowsTheUnit(t *testing.T) {
	tests := []struct {
		v    float64
		unit string
		want string
	}{
		{0.00034, "s", "340 µs"},
		{250, "ms", "250 ms"},
		{2048, "By", "2.0 KiB"},
		{7, "1", "7"},
		{7, "", "7"},
		{42, "%", "42 %"},
		{21.5, "Cel", "21.5 Cel"},
		{3, "{request}", "3"},
		{3, "furlongs", "3"},
		{math.NaN(), "Cel", "–"},
		{math.NaN(), "ms", "–"},
	}
	for _, test := range tests {
		if got := human.Value(test.v, test.unit); got != test.want {
			t.Errorf("%v in %q is written %q, want %q", test.v, test.unit, got, test.want)
		}
	}
}

func FuzzWidth(f *testing.F) {
	for _, v := range []float64{0, -1, 999.95, 99.95, 9999.5, 1e-300, 5e-324, math.MaxFloat64, math.NaN(), math.Inf(-1)} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v float64) {
		for name, write := range map[string]func(float64) string{
			"Number": human.Number, "Rate": human.Rate, "Duration": human.Duration, "Bytes": human.Bytes,
		} {
			got := write(v)
			if n := utf8.RuneCountInString(got); n == 0 || n > 14 {
				t.Errorf("%s(%v) = %q has %d characters", name, v, got, n)
			}
			if a := math.Abs(v); a >= 1e-3 && a < 1e15 && utf8.RuneCountInString(got) > 11 {
				t.Errorf("%s(%v) = %q is too wide for a usual value", name, v, got)
			}
		}
	})
}
