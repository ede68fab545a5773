package history

import (
	"cmp"
	"slices"
	"time"
)

// A task makes one page, some series at each sample, so that no sample takes long.
type task struct {
	next func() (bytes int, more bool) // does one more series; tells how much that was
	done func()                        // puts the page where it belongs, if what it was made of is still there
	size int                           // bytes of all series, about
	over int                           // samples that it is spread over if it is large; 0 is spreadOver
	room bool                          // it makes room
}

const (
	// leastWork is how many bytes each sample does of tasks. It takes some milliseconds.
	leastWork = 64 << 10
	// spreadOver is over how many samples a task that is larger than that is spread.
	spreadOver = 12
)

// finish does all that is left of a task.
func (t *task) finish() {
	drain(t.next)
	t.done()
}

// drain does all series that are left.
func drain(next func() (bytes int, more bool)) {
	for more := true; more; {
		_, more = next()
	}
}

// tend does what is due, as much as one sample may take.
func (a *archive) tend() {
	for did := 0; ; {
		if a.task == nil {
			a.task = a.due()
		}
		t := a.task
		if t == nil {
			return
		}
		for limit, more := max(leastWork, t.size/cmp.Or(t.over, spreadOver)), true; more; {
			if did >= limit {
				return
			}
			var n int
			n, more = t.next()
			did += n
		}
		a.task = nil
		t.done()
	}
}

// due returns the next task, nil if there is none.
func (a *archive) due() *task {
	if n := a.ripe(); n > 0 {
		return a.sealing(n)
	}
	if t := a.age(); t != nil {
		return t
	}
	for i := range a.levels {
		if n := a.small(i); n > 1 {
			return a.joining(i, n)
		}
	}
	if a.short(a.maxBytes / 64) {
		return a.coarsening(&a.making)
	}
	if !a.short(a.maxBytes / 8) {
		a.relax()
	}
	return nil
}

// age moves what is older than a level keeps on to the next one, and forgets what is older than the last one keeps. It
// returns a task if a page has to be made for that.
func (a *archive) age() *task {
	now := timeOf(a.next, a.levels[0].Step)
	for i := range a.levels {
		l := &a.levels[i]
		for len(l.pages) > 0 && l.expired(l.pages[0], now) {
			p := l.pages[0]
			if i+1 < len(a.levels) && p.next == nil {
				return a.moving(i, p)
			}
			a.pass(i, p.next)
		}
	}
	return nil
}

func (l *level) expired(p *page, now time.Time) bool { return now.Sub(timeOf(p.end, l.Step)) >= l.Keep }

// pass takes the first page out of a level and puts what it becomes into the next one.
func (a *archive) pass(level int, next *page) {
	l := &a.levels[level]
	p := l.pages[0]
	l.pages = slices.Clone(l.pages[1:]) // so that nothing holds the first one
	a.put(level+1, next)
	a.disown(p)
}

// moving returns the task to make the page of the next level that takes the place of the first one.
func (a *archive) moving(level int, p *page) *task {
	m := a.merging(&a.making, []*page{p}, level, level+1, a.levels[level+1].width(), noEnd)
	return &task{next: m.next, size: m.size(), done: func() {
		if pages := a.levels[level].pages; len(pages) > 0 && pages[0] == p {
			a.pass(level, a.making.bind())
		}
	}}
}

// joining returns the task to make one page of the newest n.
func (a *archive) joining(level, n int) *task {
	pages := a.levels[level].pages
	pages = slices.Clone(pages[len(pages)-n:])
	m := a.merging(&a.making, pages, level, level, pages[0].wide, noEnd)
	return &task{next: m.next, size: m.size(), done: func() { a.replace(level, pages, a.making.bind()) }}
}

// coarsening returns the task to widen the buckets of the oldest distributions, nil if there are none.
func (a *archive) coarsening(b *binder) *task {
	level, p := a.finest()
	if p == nil {
		return nil
	}
	if l := &a.levels[level]; p == l.pages[len(l.pages)-1] {
		l.narrow = true // else each page would be made twice
	}
	m := a.merging(b, []*page{p}, level, level, narrowest, noEnd)
	m.widens = true
	return &task{next: m.next, size: m.size(), over: 4, room: true, done: func() {
		coarse := b.bind()
		if coarse != nil {
			coarse.next = p.next
		}
		if a.replace(level, []*page{p}, coarse) {
			a.lost.coarsened += p.end - p.first
		}
	}}
}
