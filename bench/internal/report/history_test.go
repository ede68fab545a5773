package report

import (
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/gobench"
)

func TestWriteHistory(t *testing.T) {
	var out strings.Builder
	WriteHistory(&out, map[gobench.Figure]float64{{Benchmark: "Day", Unit: "MiB"}: 12.5, {Benchmark: "Since/1m0s", Unit: "ns/op"}: 4321})
	for _, want := range []string{"| a day of 1,000 series, 100 of them timers: MiB", "|    16 |     12.5 |", "|       |     4321 |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	var none strings.Builder
	if WriteHistory(&none, nil); none.Len() > 0 {
		t.Errorf("without figures it writes %q", none.String())
	}
}
