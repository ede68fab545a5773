package rank

import (
	"math"
	"slices"
)

// spread returns the median of numbers and how far they lie from it: the median of the distances, scaled to what the
// standard deviation of a normal distribution is. A few outliers change neither. The numbers are reordered.
func spread(numbers []float64) (median, deviation float64) {
	median = middle(numbers)
	distances := make([]float64, len(numbers))
	for i, v := range numbers {
		distances[i] = math.Abs(v - median)
	}
	return median, 1.4826 * middle(distances)
}

// middle is the median; it sorts the numbers.
func middle(numbers []float64) float64 {
	slices.Sort(numbers)
	n := len(numbers)
	if n%2 == 1 {
		return numbers[n/2]
	}
	return numbers[n/2-1]/2 + numbers[n/2]/2
}
