package history

import "slices"

// narrowest is the width of the buckets that distributions are put into for lack of room: 8 in each power of two, for
// quantiles within 6.3 %. Widths between would cost the same work again for a page that is next in turn anyway.
const narrowest = 3

// enforce keeps the archive within its bytes: it widens the buckets of the oldest distributions, then drops the oldest
// slots. Mostly tasks have made room before.
func (a *archive) enforce() {
	for a.bytes() > a.maxBytes {
		if t := a.task; t != nil && t.room {
			a.task = nil
			t.finish()
		} else if t := a.coarsening(&a.binder); t != nil {
			t.finish()
		} else if !a.drop() {
			return // nothing but the newest rows, which admit bounds
		}
	}
}

// short reports whether there is less room than some bytes beside what the rows of the time to come take.
func (a *archive) short(of int) bool {
	return a.bytes()+max(a.rowPeak-a.rowBytes, 0) > a.maxBytes-of
}

// relax lets the finest level that has got the widest buckets for lack of room have its own again.
func (a *archive) relax() {
	for i := range a.levels {
		if l := &a.levels[i]; l.narrow {
			l.narrow = false
			return
		}
	}
}

// finest returns the oldest page whose distributions have narrow buckets, nil if there is none.
func (a *archive) finest() (level int, p *page) {
	for i := len(a.levels) - 1; i >= 0; i-- {
		for _, p := range a.levels[i].pages {
			if p.spreads && p.wide > narrowest {
				return i, p
			}
		}
	}
	return 0, nil
}

// replace puts a page in the place of others, or takes these out if there is none. It reports whether they were there.
func (a *archive) replace(level int, before []*page, by *page) bool {
	l := &a.levels[level]
	at := slices.Index(l.pages, before[0])
	if at < 0 || len(l.pages) < at+len(before) || !slices.Equal(l.pages[at:at+len(before)], before) {
		return false
	}
	rest := l.pages[at+len(before):]
	l.pages = slices.Clone(l.pages[:at]) // readers have the old ones, and nothing else may hold what goes
	a.put(level, by)
	l.pages = append(l.pages, rest...)
	for _, p := range before {
		a.disown(p)
	}
	return true
}

// drop forgets the oldest page.
func (a *archive) drop() bool {
	for i := len(a.levels) - 1; i >= 0; i-- {
		if l := &a.levels[i]; len(l.pages) > 0 {
			p := l.pages[0]
			a.replace(i, l.pages[:1], nil)
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
