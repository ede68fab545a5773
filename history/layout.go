package history

import (
	"cmp"
	"slices"
	"sync"

	"github.com/binnacle-go/metrics"
)

// A layout says which series the cells of a row are of. Rows share it as long as no series comes or goes.
type layout struct {
	refs  []uint32
	kinds []metrics.Kind

	sort  sync.Once
	order []int32 // the places in refs, in the order of the references
}

// layoutBytes is the memory that a layout takes for each series.
const layoutBytes = 4 + 1 + 4

// byRef returns the places of the series in the order of their references.
func (l *layout) byRef() []int32 {
	l.sort.Do(func() {
		l.order = make([]int32, len(l.refs))
		for i := range l.order {
			l.order[i] = int32(i)
		}
		slices.SortFunc(l.order, func(a, b int32) int { return cmp.Compare(l.refs[a], l.refs[b]) })
	})
	return l.order
}

// find returns the place of a series.
func (l *layout) find(ref uint32) (place int, ok bool) {
	sorted := l.byRef()
	i, ok := slices.BinarySearchFunc(sorted, ref, func(at int32, ref uint32) int { return cmp.Compare(l.refs[at], ref) })
	if !ok {
		return 0, false
	}
	return int(sorted[i]), true
}
