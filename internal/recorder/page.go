package recorder

import (
	"math"
	"sync/atomic"
	"unsafe"
)

// maxPages is enough for all layouts: one digit has the most powers of two that are not in the first page.
const maxPages = 44

// largestPage is how many cells a page has at 3 digits.
const largestPage = 1 << 10

// pages are the pages of all powers of two. They are allocated when first touched.
type pages [maxPages]atomic.Pointer[cell]

func (all *pages) add(n uint, cells int) *cell {
	p := newPage(cells)
	if all[n].CompareAndSwap(nil, p) {
		return p
	}
	return all[n].Load()
}

// touch adds the pages that exist to a set of them, which has a bit for each.
func (all *pages) touch(set uint64) uint64 {
	for n := range all {
		if all[n].Load() != nil {
			set |= 1 << n
		}
	}
	return set
}

// total adds up the cells of all pages.
func (all *pages) total(cells int) (total uint64) {
	for n := range all {
		if p := all[n].Load(); p != nil {
			total += sum(p, cells)
		}
	}
	return total
}

// A cell counts one bucket. It has 32 bits to save memory; what it cannot hold is carried over.
type cell = atomic.Uint32

// newPage returns the first cell of a new page. Its size depends on the digits, so that every layout has a page for
// each power of two and a Recorder finds it without another step.
func newPage(cells int) *cell { return &make([]cell, cells)[0] }

// at returns the cell i of a page that has more than i.
func at(page *cell, i uint) *cell {
	return (*cell)(unsafe.Add(unsafe.Pointer(page), uintptr(i)*unsafe.Sizeof(cell{})))
}

// sum adds up all cells of a page. It reads two at a time, since most of what a reader does is this.
func sum(page *cell, n int) (total uint64) {
	pairs := livePairs(page, n)
	for i := range pairs {
		both := pairs[i].Load()
		total += both>>32 + both&math.MaxUint32
	}
	return total
}

// livePairs returns the cells of a page two by two.
func livePairs(page *cell, n int) []atomic.Uint64 {
	return unsafe.Slice((*atomic.Uint64)(unsafe.Pointer(page)), n/2)
}
