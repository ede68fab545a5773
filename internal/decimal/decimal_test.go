package decimal_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/binnacle-go/metrics/internal/decimal"
)

func ExampleAppend() {
	fmt.Printf("%s\n", decimal.Append([]byte("load "), 0.25))
	// Output: load 0.25
}

func TestAppend(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", -42: "-42", 0.0034: "0.0034", 1e20: "100000000000000000000", 1e21: "1e+21", 1e-6: "0.000001",
		1.5e-7: "1.5e-07", math.MaxFloat64: "1.7976931348623157e+308", math.SmallestNonzeroFloat64: "5e-324",
	} {
		got := string(decimal.Append(nil, v))
		if back, err := strconv.ParseFloat(got, 64); got != want || back != v || err != nil {
			t.Errorf("%v: got %s, which is %v, want %s", v, got, back, want)
		}
	}
}
