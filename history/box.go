package history

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/binnacle-go/metrics/internal/journal"
)

// A box writes what is sampled to a file. A nil box does nothing. Only the sampler uses it; anybody may read its state.
type box struct {
	path    string
	sync    bool
	archive *archive
	sampler *sampler
	journal atomic.Pointer[journal.Journal] // nil as long as it could not be opened
	damage  atomic.Pointer[error]
	err     atomic.Pointer[error]

	layout *layout // that was written last
	number uint64  // of the layout
	base   *row    // that was written last; nil if the next one must stand alone
	saved  uint32  // the highest reference that was written
	alone  int     // samples since one stood alone
	limit  int64   // size at which the file is rewritten
	wait   int     // samples until a rewrite that failed is tried again
	closed int     // samples that found the file closed

	missing bool // the archive has samples that could not be written
	frame   []byte
}

const (
	// standAlone is how many samples may lean on the ones before, and be lost with them.
	standAlone = 60
	// retry is how many samples lie between two attempts to rewrite.
	retry = 60
	// minGrowth is by how much a file grows at least before it is rewritten.
	minGrowth = 1 << 20
)

// openBox opens the file that options name, nil if they name none, and restores what it holds to an empty archive.
func openBox(a *archive, o *Options) *box {
	if o == nil || o.Path == "" {
		return nil
	}
	b := &box{path: o.Path, sync: o.Sync, archive: a}
	if frames := b.open(); len(frames) > 0 {
		b.restore(frames)
	}
	return b
}

// open opens the file and returns what it holds.
func (b *box) open() [][]byte {
	j, contents, err := journal.Open(b.path, &journal.Options{Sync: b.sync})
	if err != nil {
		b.fail(err)
		return nil
	}
	b.journal.Store(j)
	if contents.Damage != nil {
		b.damaged(contents.Damage)
	}
	return contents.Frames
}

// damaged notes what is wrong with the file.
func (b *box) damaged(err error) {
	if before := b.damage.Load(); before != nil {
		err = errors.Join(*before, err)
	}
	b.damage.Store(&err)
}

// restore fills the archive. A file that holds something else is set aside.
func (b *box) restore(frames [][]byte) {
	if err := b.fits(frames); err != nil {
		b.setAside(err)
		return
	}
	r := b.archive.restore(frames)
	b.archive.setLive(&layout{})
	b.restored(r, len(frames))
}

// resume tries again to open a file that could not be opened, and puts what it holds before the samples taken since. A
// program that is restarted may find its file still locked by the one before.
func (b *box) resume() {
	frames := b.open()
	if b.journal.Load() == nil || len(frames) == 0 {
		return
	}
	if err := b.fits(frames); err != nil {
		b.setAside(err)
		return
	}
	r, moved, ok := b.archive.resume(frames)
	if !ok {
		b.setAside(errors.New("history: the black box was free only when there was too much other history already"))
		return
	}
	b.sampler.move(moved)
	b.restored(r, len(frames))
}

// fits returns an error if frames are not of such a history.
func (b *box) fits(frames [][]byte) error {
	h, err := findHead(frames)
	if err != nil {
		return err
	}
	return h.fits(b.archive)
}

func (b *box) restored(r *restorer, frames int) {
	b.number = r.number
	if r.skipped > 0 {
		b.damaged(fmt.Errorf("history: %d of %d frames of the black box %s make no sense and are left out", r.skipped, frames, b.path))
	}
}

func (b *box) setAside(why error) {
	name, err := b.journal.Load().SetAside(func(func([]byte) bool) {})
	b.damaged(errors.Join(fmt.Errorf("%w; the file was set aside as %s", why, name), err))
}

// begin makes the file hold what the archive does, before the first sample.
func (b *box) begin(s *sampler) {
	if b == nil {
		return
	}
	b.sampler = s
	if b.journal.Load() != nil {
		b.rewrite()
	}
}

// add appends a sample.
func (b *box) add(r *row) {
	if b == nil {
		return
	}
	j := b.journal.Load()
	if j == nil {
		b.tryAgain()
		return
	}
	if b.wait--; b.wait > 0 {
		if j.Size() > 2*b.limit {
			return // it would grow without bounds
		}
	} else if err := b.error(); j.Size() > b.limit || errors.Is(err, journal.ErrLost) {
		b.rewrite() // with the sample
		return
	}
	err := b.append(r)
	b.fail(err)
	if b.missing = b.missing || err != nil; b.missing && err == nil && b.wait <= 0 {
		b.rewrite() // with what could not be written before
	}
}

// tryAgain tries to open the file at each of the first samples, and later once in a while.
func (b *box) tryAgain() {
	if b.closed++; b.closed < maxRows || b.closed%retry == 0 {
		if b.resume(); b.journal.Load() != nil {
			b.rewrite() // with the sample
		}
	}
}

// append writes a sample, and before it what it needs to be understood.
func (b *box) append(r *row) error {
	base := b.base
	b.base = nil // the next one stands alone if this one fails
	if b.alone++; b.alone >= standAlone || base == nil || base.layout != r.layout {
		base = nil
	}
	if err := b.appendTracks(r.layout); err != nil {
		return err
	}
	if b.layout != r.layout || base == nil {
		b.layout = nil
		if err := b.write(r.layout.append(b.frame[:0], b.number+1)); err != nil {
			return err
		}
		b.layout, b.alone = r.layout, 0
		b.number++
	}
	if err := b.write(r.append(b.frame[:0], b.number, base)); err != nil {
		return err
	}
	b.base = r
	return nil
}

// appendTracks writes the series that are new in a layout.
func (b *box) appendTracks(l *layout) (err error) {
	if l == b.layout || b.archive.dict.last == b.saved {
		return nil
	}
	var tracks []*track
	for _, ref := range l.refs {
		if ref > b.saved {
			tracks = append(tracks, b.archive.dict.byRef[ref])
		}
	}
	for range copies {
		appendTracks(tracks, trackFrame, func(frame []byte) bool {
			err = b.write(frame)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	b.saved = b.archive.dict.last
	return nil
}

func (b *box) write(frame []byte) error {
	b.frame = frame
	return b.journal.Load().Append(frame)
}

// rewrite replaces the file by what the archive holds.
func (b *box) rewrite() {
	b.number++
	j := b.journal.Load()
	err := j.Rewrite(b.archive.dump(b.sampler.layout, b.number))
	b.fail(err)
	if err != nil {
		b.wait, b.base = retry, nil
		b.limit = max(b.limit, j.Size())
		return
	}
	b.wait, b.missing, b.base, b.layout, b.saved = 0, false, nil, nil, b.archive.dict.last
	size := j.Size()
	b.limit = size + min(max(size, int64(b.archive.maxBytes/16), minGrowth), int64(b.archive.maxBytes))
}

// cut notes that the clock was set back.
func (b *box) cut() {
	if b == nil || b.journal.Load() == nil {
		return
	}
	h := b.archive.head()
	b.fail(b.write(h.append(b.frame[:0])))
}

func (b *box) close() error {
	if b == nil {
		return nil
	}
	j := b.journal.Load()
	if j == nil {
		return nil
	}
	return j.Close()
}

func (b *box) fail(err error) { b.err.Store(&err) }

func (b *box) error() error {
	if err := b.err.Load(); err != nil {
		return *err
	}
	return nil
}

// state may be asked for by anybody.
func (b *box) state() Box {
	if b == nil {
		return Box{}
	}
	out := Box{Path: b.path, Err: b.error()}
	if d := b.damage.Load(); d != nil {
		out.Damage = *d
	}
	if j := b.journal.Load(); j != nil {
		out.Bytes = j.Size()
	}
	return out
}
