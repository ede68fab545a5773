package history

import (
	"encoding/binary"
	"sort"
	"unsafe"
)

// A page holds what all series did in some consecutive slots of one resolution: a block for each series, in rising
// order of their references. What readers see of it never changes.
type page struct {
	first, end uint64 // slots
	wide       uint   // no distribution has more than 2^wide buckets in a power of two
	spreads    bool   // it has distributions
	series     int
	points     uint64 // known cells
	data       []byte // for each series: how far its reference is from the one before, the length of its block, the block
	skips      []skip
	next       *page // what becomes of it in the next level, if that has been made already
}

// skip says where the data of a series begins, so that few have to be walked over to find one.
type skip struct{ ref, offset uint32 }

// skipEvery is how many series lie between two skips.
const skipEvery = 32

// size is the memory that a page takes.
func (p *page) size() int {
	n := int(unsafe.Sizeof(*p)) + cap(p.data) + cap(p.skips)*int(unsafe.Sizeof(skip{}))
	if p.next != nil {
		n += p.next.size()
	}
	return n
}

// cursor walks over the blocks of a page.
type cursor struct {
	page  *page
	rest  []byte
	ref   uint32
	block []byte
}

func (p *page) walk() cursor { return cursor{page: p, rest: p.data} }

// next moves on to the next series and reports whether there is one.
func (c *cursor) next() bool {
	delta, n := binary.Uvarint(c.rest)
	if n <= 0 {
		return false
	}
	size, m := binary.Uvarint(c.rest[n:])
	if m <= 0 || size > uint64(len(c.rest)-n-m) {
		return false
	}
	c.ref += uint32(delta)
	c.block, c.rest = c.rest[n+m:n+m+int(size)], c.rest[n+m+int(size):]
	return true
}

// find returns the block of a series, nil if it has none.
func (p *page) find(ref uint32) []byte {
	i := sort.Search(len(p.skips), func(i int) bool { return p.skips[i].ref > ref }) - 1
	if i < 0 {
		return nil
	}
	c := cursor{page: p, rest: p.data[p.skips[i].offset:]}
	if !c.next() {
		return nil
	}
	for c.ref = p.skips[i].ref; c.ref < ref; {
		if !c.next() {
			return nil
		}
	}
	if c.ref != ref {
		return nil
	}
	return c.block
}

// binder makes pages, with room that is used again.
type binder struct {
	data  []byte
	skips []skip
	page  page
	last  uint32
}

func (b *binder) begin(first, end uint64) {
	b.data, b.skips, b.last = b.data[:0], b.skips[:0], 0
	b.page = page{first: first, end: end}
}

// add puts the block of a series into the page. References rise.
func (b *binder) add(ref uint32, block []byte) {
	if b.page.series%skipEvery == 0 {
		b.skips = append(b.skips, skip{ref, uint32(len(b.data))})
	}
	b.page.series++
	b.data = binary.AppendUvarint(b.data, uint64(ref-b.last))
	b.data = binary.AppendUvarint(b.data, uint64(len(block)))
	b.data = append(b.data, block...)
	b.last = ref
}

// bind returns the page, nil if nothing was added.
func (b *binder) bind() *page {
	if b.page.series == 0 {
		return nil
	}
	p := b.page
	p.data = append(make([]byte, 0, len(b.data)), b.data...)
	p.skips = append(make([]skip, 0, len(b.skips)), b.skips...)
	return &p
}
