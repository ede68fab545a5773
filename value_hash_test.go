package metrics

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// Values that programs use, and such as differ in a single bit, must spread over the slots of a table.
func TestValueHashSpreads(t *testing.T) {
	sets := map[string]func(i int) []string{
		"numbers":     func(i int) []string { return []string{strconv.Itoa(i)} },
		"pairs":       func(i int) []string { return []string{strconv.Itoa(i % 64), strconv.Itoa(i / 64)} },
		"swapped":     func(i int) []string { return []string{strconv.Itoa(i / 64), strconv.Itoa(i % 64)} },
		"16 bytes":    func(i int) []string { return []string{"0123456789" + strconv.Itoa(100_000+i)} },
		"long":        func(i int) []string { return []string{"/a/rather/long/path/" + strconv.Itoa(i)} },
		"single bits": func(i int) []string { return []string{string([]byte{byte(i), byte(i >> 8), 0, 0, 0})} },
		"lengths":     func(i int) []string { return []string{string(make([]byte, i%17)), string(make([]byte, i/17))} },
	}
	const n, slots = 4096, 8192
	for name, values := range sets {
		for range 50 { // secrets: a spread that depends on luck with them shows
			met, worst, full := spread(newValueHash(), values, n, slots)
			// With a random function about 3,223 of 8,192 slots are met, and hardly ever one more than 8 times.
			if met < 3000 || worst > 12 || full < n {
				t.Fatalf("%s: %d slots, at most %d in one, %d sums of %d", name, met, worst, full, n)
			}
		}
	}
}

// spread hashes n values and tells how many slots they meet, how many meet in the fullest, and how many sums there are.
func spread(h valueHash, values func(i int) []string, n int, slots uint64) (met, worst, full int) {
	count, sums := map[uint64]int{}, map[uint64]bool{}
	for i := range n {
		sum := h.of(values(i))
		sums[sum] = true
		count[sum%slots]++
		worst = max(worst, count[sum%slots])
	}
	return len(count), worst, len(sums)
}

func TestValueHashesDiffer(t *testing.T) {
	a, b := newValueHash(), newValueHash()
	v := []string{strconv.Itoa(rand.Int())}
	if a.of(v) == b.of(v) || a.of(v) != a.of([]string{v[0]}) {
		t.Error("secrets make no difference, or too much of one")
	}
}
