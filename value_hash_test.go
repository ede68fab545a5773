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
		h := newValueHash()
		seen := map[uint64]int{}
		full := map[uint64]bool{}
		for i := range n {
			sum := h.of(values(i))
			seen[sum%slots]++
			full[sum] = true
		}
		worst := 0
		for _, c := range seen {
			worst = max(worst, c)
		}
		// With a random function about 3,223 of 8,192 slots are met, and hardly ever one more than 8 times.
		if len(seen) < 3000 || worst > 12 || len(full) < n {
			t.Errorf("%s: %d slots, at most %d in one, %d sums of %d", name, len(seen), worst, len(full), n)
		}
	}
}

func TestValueHashesDiffer(t *testing.T) {
	a, b := newValueHash(), newValueHash()
	v := []string{strconv.Itoa(rand.Int())}
	if a.of(v) == b.of(v) || a.of(v) != a.of([]string{v[0]}) {
		t.Error("secrets make no difference, or too much of one")
	}
}
