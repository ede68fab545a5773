package history

import (
	"errors"
	"slices"

	"github.com/binnacle-go/metrics/history/internal/column"
)

// A restorer makes the archive of frames again.
type restorer struct {
	archive *archive
	decoder column.Decoder
	layout  *layout // that the following samples name
	number  uint64
	base    *row     // the latest sample, as it was written
	places  []int32  // of those series of the layout that are known
	known   *layout  // the layout of these
	pages   []uint64 // by level: where the newest page ends
	skipped int      // frames that made no sense
}

// findHead returns the last head among frames.
func findHead(frames [][]byte) (h head, err error) {
	for _, f := range slices.Backward(frames) {
		if len(f) > 0 && f[0] == frameHead {
			if h, err := readHead(f); err == nil {
				return h, nil
			}
		}
	}
	return head{}, errors.New("history: the black box does not say what was recorded")
}

// restore fills an empty archive with what frames hold. Frames that make no sense are left out and counted.
func (a *archive) restore(frames [][]byte) *restorer {
	r := &restorer{archive: a, pages: make([]uint64, len(a.levels))}
	for _, f := range frames {
		if len(f) == 0 || r.frame(f) != nil {
			r.skipped++
		}
	}
	if a.next == 0 {
		for i, end := range r.pages {
			a.next = max(a.next, end*a.levels[i].ratio)
		}
	}
	a.publish()
	return r
}

func (r *restorer) frame(f []byte) error {
	switch f[0] {
	case frameHead:
		return r.head(f)
	case frameTracks:
		return r.tracks(f)
	case framePage:
		return r.page(f)
	case frameLayout:
		return r.setLayout(f)
	case frameSample:
		return r.sample(f)
	}
	return errFrame
}

// head sets how far the history has got. A head that lies before that was written when the clock was set back.
func (r *restorer) head(f []byte) error {
	h, err := readHead(f)
	if err != nil || h.fits(r.archive) != nil {
		return errFrame
	}
	a := r.archive
	if a.next == 0 {
		a.lost = h.lost
	}
	if h.next < a.next {
		a.cut(h.next)
	}
	a.next = h.next
	return nil
}

func (r *restorer) tracks(f []byte) error {
	d := r.archive.dict
	for w := (wireReader{rest: f[1:]}); w.more(); {
		t := readTrack(&w)
		if w.bad {
			return errFrame
		}
		d.last = max(d.last, t.ref)
		if d.byRef[t.ref] == nil {
			r.archive.admit(t)
		}
	}
	return nil
}

func (r *restorer) page(f []byte) error {
	a := r.archive
	p, level, err := a.readPage(f)
	if err != nil || p == nil {
		return errFrame
	}
	// Two pages may share the slot in which one ends and the other begins.
	if p.first+1 < r.pages[level] || len(a.rows) > 0 {
		return errFrame
	}
	r.pages[level] = p.end
	a.dict.last = max(a.dict.last, a.binder.last)
	a.levels[level].pages = append(a.levels[level].pages, p)
	a.own(p)
	a.enforce()
	return nil
}

func (r *restorer) setLayout(f []byte) error {
	l, number, err := readLayout(f)
	if err != nil {
		return err
	}
	order := l.byRef()
	for i, at := range order {
		if i > 0 && l.refs[at] == l.refs[order[i-1]] {
			return errFrame
		}
	}
	r.layout, r.number, r.base = l, number, nil
	r.places, r.known = nil, &layout{}
	d := r.archive.dict
	for i, ref := range l.refs {
		d.last = max(d.last, ref)
		if t := d.byRef[ref]; t != nil && t.kind == l.kinds[i] {
			r.places = append(r.places, int32(i))
			r.known.refs, r.known.kinds = append(r.known.refs, ref), append(r.known.kinds, t.kind)
		}
	}
	if len(r.places) == len(l.refs) {
		r.known = l
	}
	r.archive.setLive(r.known)
	return nil
}

// setLive makes the series of a layout the live ones.
func (a *archive) setLive(l *layout) {
	for _, t := range a.dict.byRef {
		if _, ok := l.find(t.ref); t.live && !ok {
			a.dict.setLive(t, false, a.next)
		}
	}
	for _, ref := range l.refs {
		a.dict.setLive(a.dict.byRef[ref], true, a.next)
	}
}

func (r *restorer) sample(f []byte) error {
	a := r.archive
	whole, err := readSample(f, r.layout, r.number, r.base, &r.decoder)
	if err != nil || whole.slot < a.next || whole.slot >= maxTime/uint64(a.levels[0].Step) {
		return errFrame
	}
	r.base = whole
	a.add(r.knownOf(whole))
	return nil
}

// knownOf returns a row without the series that are not known, because the frame that told of them is lost or because
// there was no room for them.
func (r *restorer) knownOf(whole *row) *row {
	if r.known == r.layout {
		return whole
	}
	out := newRow(whole.slot, whole.span, r.known, 0)
	out.blob, out.texts = whole.blob, whole.texts
	for _, at := range r.places {
		out.cells = append(out.cells, whole.cells[at])
	}
	return out
}
