package history

import (
	"math"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
)

// noEnd is the end for merge that leaves nothing out.
const noEnd = math.MaxUint64

// A merging makes one page of consecutive pages of a level, for this level or for the next one. Distributions get buckets
// of the given width, or wider ones if a page has them. Slots from the given end on are left out.
type merging struct {
	archive           *archive
	binder            *binder
	pages             []*page
	series            *joiner
	level             int
	wide              uint
	widens            bool   // it is one page, of which nothing changes but the widths
	first, per, ratio uint64 // of the pages, a slot holds ratio steps, and per of them make one
}

func (a *archive) merging(b *binder, pages []*page, from, level int, wide uint, end uint64) *merging {
	m := &merging{archive: a, binder: b, pages: pages, level: level, wide: wide, per: 1, ratio: a.levels[from].ratio}
	if from != level {
		m.per = a.levels[level].per
	}
	for _, p := range pages {
		m.wide = min(m.wide, p.wide)
	}
	m.series, m.first = join(pages), pages[0].first/m.per
	b.begin(m.first, min((pages[len(pages)-1].end-1)/m.per+1, end))
	return m
}

// merge makes such a page at once.
func (a *archive) merge(pages []*page, from, level int, wide uint, end uint64) *page {
	drain(a.merging(&a.binder, pages, from, level, wide, end).next)
	return a.binder.bind()
}

// size is how many bytes there are to read.
func (m *merging) size() (n int) {
	for _, p := range m.pages {
		n += len(p.data)
	}
	return n
}

func (m *merging) next() (read int, more bool) {
	if !m.series.next() {
		return 0, false
	}
	a := m.archive
	if a.dict.byRef[m.series.ref] == nil {
		return 0, true // forgotten
	}
	if first := m.series.here[0]; m.widens && !spreads(column.Kind(first.block)) {
		a.keep(m.binder, first)
		return 0, true
	}
	a.gather.begin(int(m.binder.page.end - m.first))
	for _, c := range m.series.here {
		read += len(c.block)
		m.gather(c)
	}
	a.bind(m.binder, m.series.ref, column.Kind(m.series.here[0].block), a.gather.end(), m.level, m.wide)
	return read, true
}

// gather adds up the slots of a series in one page.
func (m *merging) gather(c *cursor) {
	g, p, end := &m.archive.gather, c.page, m.binder.page.end
	_ = g.decoder.Each(c.block, int(p.end-p.first), m.ratio, func(slot int, cell *column.Cell) bool {
		at := (p.first + uint64(slot)) / m.per
		if at < end {
			g.add(int(at-m.first), cell)
		}
		return at < end
	}) // written by bind, or checked when it was read
}

// bind encodes the slots of a series for a level and adds them to the page that is made. It returns their size.
func (a *archive) bind(to *binder, ref uint32, kind metrics.Kind, cells []column.Cell, level int, wide uint) int {
	a.block = a.encoder.Append(a.block[:0], kind, cells, a.levels[level].ratio, wide)
	p := &to.page
	p.wide = wide
	for i := range cells {
		if cells[i].Span > 0 {
			p.points++
		}
	}
	p.spreads = p.spreads || spreads(kind)
	to.add(ref, a.block)
	return len(a.block)
}

// keep adds the block of a series as it is to a page of the same slots.
func (a *archive) keep(to *binder, c *cursor) {
	to.page.points += uint64(a.gather.decoder.Known(c.block, int(c.page.end-c.page.first)))
	to.add(c.ref, c.block)
}

// spreads reports whether series of a kind have distributions.
func spreads(k metrics.Kind) bool { return k == metrics.KindTimer || k == metrics.KindHistogram }

// joiner walks over the series of several pages in the order of their references.
type joiner struct {
	cursors []*cursor
	here    []*cursor // those that stand at ref
	ref     uint32
}

func join(pages []*page) *joiner {
	j := &joiner{}
	for _, p := range pages {
		if c := p.walk(); c.next() {
			j.cursors = append(j.cursors, &c)
		}
	}
	return j
}

// next moves on to the next series, the first one at first, and reports whether there is one.
func (j *joiner) next() bool {
	left := j.cursors[:0]
	for _, c := range j.cursors {
		if j.ref == 0 || c.ref > j.ref || c.next() {
			left = append(left, c)
		}
	}
	j.cursors, j.here = left, j.here[:0]
	if len(left) == 0 {
		return false
	}
	j.ref = left[0].ref
	for _, c := range left {
		j.ref = min(j.ref, c.ref)
	}
	for _, c := range left {
		if c.ref == j.ref {
			j.here = append(j.here, c)
		}
	}
	return true
}
