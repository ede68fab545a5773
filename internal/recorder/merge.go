package recorder

import "sync"

// Merge returns the sum of counts with the same digits. Nil ones count for nothing.
func Merge(all ...*Counts) *Counts {
	var last, other *Counts
	some := 0
	for _, c := range all {
		if c != nil {
			last, other = c, last
			some++
		}
	}
	switch some {
	case 0, 1:
		return last
	case 2:
		if last.pages|other.pages == 0 {
			return mergeTwo(last, other)
		}
	}
	return compact(last.digits, func(out *Counts) { out.mergeDense(all) })
}

// mergeTwo walks over both at once.
func mergeTwo(a, b *Counts) *Counts {
	return compact(a.digits, func(out *Counts) {
		i, k := 0, 0
		for i < len(a.index) && k < len(b.index) {
			switch x, y := a.index[i], b.index[k]; {
			case x < y:
				out.push(x, a.count[i])
				i++
			case x > y:
				out.push(y, b.count[k])
				k++
			default:
				out.push(x, a.count[i]+b.count[k])
				i++
				k++
			}
		}
		for ; i < len(a.index); i++ {
			out.push(a.index[i], a.count[i])
		}
		for ; k < len(b.index); k++ {
			out.push(b.index[k], b.count[k])
		}
	})
}

// sums hold one zero for each bucket of a layout, by digits.
var sums = [...]sync.Pool{{New: newSums(1)}, {New: newSums(2)}, {New: newSums(3)}}

func newSums(digits int) func() any {
	return func() any {
		s := make([]uint64, geometryFor(digits).length)
		return &s
	}
}

// addEach adds each bucket to its place in an array for all.
func (c *Counts) addEach(sum []uint64) {
	for i, index := range c.index {
		sum[index] += c.count[i]
	}
	for p := range c.eachPage {
		for i, n := range p.cells {
			sum[p.first+i] += uint64(n)
		}
	}
}

// mergeDense adds everything up in one array for all buckets.
func (c *Counts) mergeDense(all []*Counts) {
	pool := &sums[c.digits-1]
	pooled := pool.Get().(*[]uint64)
	defer pool.Put(pooled)
	sum := *pooled
	first, end := len(sum), 0
	for _, x := range all {
		if x == nil {
			continue
		}
		x.addEach(sum)
		lowest, highest := x.outermost()
		first, end = min(first, int(lowest)), max(end, int(highest)+1)
	}
	for i, n := range sum[first:end] {
		if n > 0 {
			c.push(uint16(first+i), n)
		}
	}
	clear(sum[first:end])
}
