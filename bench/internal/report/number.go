package report

import "fmt"

// number writes three digits of small numbers and all of large ones.
func number(v float64) string {
	if v >= 1000 {
		return whole(v)
	}
	return fmt.Sprintf("%.3g", v)
}

func whole(v float64) string { return fmt.Sprintf("%.0f", v) }

// micros writes nanoseconds as microseconds.
func micros(v float64) string { return whole(v / 1e3) }

// quotient writes two digits, and of ratios near 1 as many behind the point.
func quotient(v float64) string {
	if v >= 0.1 && v < 10 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.2g", v)
}
