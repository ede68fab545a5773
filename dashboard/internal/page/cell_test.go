package page

import (
	"math"
	"testing"
)

func TestCellText(t *testing.T) {
	tests := []struct {
		cell Cell
		unit string
		want string
	}{
		{Cell{Value: 0.0021}, "s", "2.1 ms"},
		{Cell{Value: math.NaN()}, "s", "–"},
		{Cell{Value: 2048, Form: FormRate}, "By", "2.0 k/s"}, // observations, not bytes
		{Cell{Value: 2048, Form: FormFlow}, "By", "2.0 KiB/s"},
		{Cell{Value: math.NaN(), Form: FormFlow}, "By", "–"},
		{Cell{Value: 12, Form: FormFlow}, "", "12 /s"},
		{Cell{Value: 0.021, Form: FormShare}, "s", "2.1 %"},
		{Cell{Count: 0, Form: FormTotal}, "", "0"},
		{Cell{Count: 999, Form: FormTotal}, "", "999"},
		{Cell{Count: 1000, Form: FormTotal}, "", "1,000"},
		{Cell{Count: 1<<53 + 1, Form: FormTotal}, "By", "9,007,199,254,740,993"},
		{Cell{Count: math.MaxUint64, Form: FormTotal}, "", "18,446,744,073,709,551,615"},
	}
	for _, test := range tests {
		if got := test.cell.Text(test.unit); got != test.want {
			t.Errorf("%+v in %q: %q, want %q", test.cell, test.unit, got, test.want)
		}
	}
}

func TestOnlyErrorsAlarm(t *testing.T) {
	for cell, want := range map[Cell]bool{
		{Form: FormShare, Value: 0.001}:      true,
		{Form: FormShare}:                    false,
		{Form: FormShare, Value: math.NaN()}: false,
		{Form: FormRate, Value: 3}:           false,
	} {
		if cell.Alarming() != want {
			t.Errorf("%+v alarms: %v", cell, !want)
		}
	}
}
