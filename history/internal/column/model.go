package column

import "math/bits"

// A model expects in each bucket what a moving mean of the distributions before has there, so that a steady stream
// costs little more than its noise. Both sides of the code keep the same model, in whole numbers.
type model struct {
	means      []uint64 // by wide bucket, in sixteenths
	first, end int      // what may be populated
	sum        uint64   // of the means
	seen       uint64   // distributions
}

const (
	// memory is how many distributions the moving mean is of, a power of two.
	memory = 8
	// modelLimit keeps the means from overflowing: distributions of more observations are not expected.
	modelLimit = 1 << 32
)

func (m *model) reset(buckets int) {
	if len(m.means) < buckets {
		m.means = make([]uint64, buckets)
	} else {
		clear(m.means[m.first:m.end])
	}
	m.first, m.end, m.sum, m.seen = 0, 0, 0, 0
}

// ratio is what expect takes for a distribution of n observations; 0 without an expectation.
func (m *model) ratio(n uint64) uint64 {
	if m.sum == 0 || n >= modelLimit {
		return 0
	}
	return n << 20 / m.sum
}

// expect returns the expected count of a bucket in sixteenths. Without a model it is that of the bucket before.
func (m *model) expect(ratio uint64, bucket int, before uint64) uint64 {
	if ratio == 0 {
		return min(before, modelLimit) << 4
	}
	return m.means[bucket] * ratio >> 16
}

// learn takes a distribution of n observations in: the counts of consecutive buckets.
func (m *model) learn(first int, counts []uint64, n uint64) {
	if n >= modelLimit {
		m.reset(len(m.means))
		return
	}
	if m.end == 0 {
		m.first = first
	}
	m.first, m.end = min(m.first, first), max(m.end, first+len(counts))
	m.seen++
	weight := uint(bits.Len64(min(m.seen, memory)) - 1) // log2 of how many the mean is of
	m.sum = 0
	for i, mean := range m.means[m.first:m.end] {
		c := uint64(0)
		if at := uint(m.first + i - first); at < uint(len(counts)) {
			c = counts[at] << 4
		}
		mean += uint64(int64(c-mean) >> weight) // rounded down, so that what is no more ends at zero
		m.means[m.first+i] = mean
		m.sum += mean
	}
}

// spreadOf is the Rice parameter for a count that is expected, in sixteenths: counts of independent events vary by
// the root of their number.
func spreadOf(expected uint64) uint { return uint(bits.Len64(expected/26)+1) / 2 }

// fold makes a small number of a count near the expected one.
func fold(c, expected uint64) uint64 {
	z := zigzag(c - expected)
	if c > 2*expected { // no branch, which no processor could predict
		z = c
	}
	return z
}

func unfold(z, expected uint64) uint64 {
	c := expected + unzigzag(z)
	if z > 2*expected {
		c = z
	}
	return c
}
