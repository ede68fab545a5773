package history

import "slices"

// narrowest is the width at which distributions are not put into wider buckets any more: 8 in each power of two, for
// quantiles within 6.3 %.
const narrowest = 3

// enforce keeps the archive within its bytes: it widens the buckets of the oldest distributions, then drops the oldest
// slots.
func (a *archive) enforce() {
	for a.bytes() > a.maxBytes {
		if !a.coarsen() && !a.drop() {
			return // nothing but the newest rows, which admit bounds
		}
	}
}

// coarsen widens the buckets of the oldest page whose distributions have narrow ones.
func (a *archive) coarsen() bool {
	for i := len(a.levels) - 1; i >= 0; i-- {
		l := &a.levels[i]
		for k, p := range l.pages {
			if !p.spreads || p.wide <= narrowest {
				continue
			}
			wider := a.merge([]*page{p}, i, i, min(p.wide, wholeBits)-1, noEnd)
			a.replace(l, k, wider)
			a.lost.coarsened += p.end - p.first
			return true
		}
	}
	return false
}

// replace puts a page in the place of another one, or takes that out if there is none.
func (a *archive) replace(l *level, at int, by *page) {
	before := l.pages[at]
	l.pages = slices.Clone(l.pages) // readers have the old ones, and nothing else may hold what goes
	if by == nil {
		l.pages = slices.Delete(l.pages, at, at+1)
	} else {
		l.pages[at] = by
		a.own(by)
	}
	a.disown(before)
}

// wholeBits is the width of the buckets that most distributions have.
const wholeBits = 7

// drop forgets the oldest page.
func (a *archive) drop() bool {
	for i := len(a.levels) - 1; i >= 0; i-- {
		if l := &a.levels[i]; len(l.pages) > 0 {
			p := l.pages[0]
			a.replace(l, 0, nil)
			a.lost.dropped += p.end - p.first
			return true
		}
	}
	if len(a.rows) > 1 {
		a.seal()
		return true
	}
	return false
}

// admit makes a series known if there is room for it. Series may take half of the memory; those that have vanished
// make room for new ones.
func (a *archive) admit(t *track) bool {
	limit := a.maxBytes / 2
	if n := a.dict.size + t.size() - limit; n > 0 {
		a.forget(n)
	}
	if a.dict.size+t.size() > limit {
		return false
	}
	a.dict.add(t)
	return true
}

// roomy reports whether series that found no room may try again.
func (a *archive) roomy() bool { return a.dict.size < a.maxBytes/2-a.maxBytes/32 }

// forget makes room for n bytes and, so that it is seldom done, for a share of the whole: it forgets the series that
// vanished first. What pages hold of them goes with the pages.
func (a *archive) forget(n int) {
	if a.dict.live == len(a.dict.byRef) {
		return
	}
	n += a.maxBytes / 32
	for _, t := range a.dict.vanished() {
		if n <= 0 {
			return
		}
		n -= t.size()
		a.dict.remove(t)
		a.lost.forgotten++
	}
}
