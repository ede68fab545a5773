package dashboard

import (
	"maps"
	"sync"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/dashboard/internal/view"
	"github.com/binnacle-go/metrics/history"
)

const (
	maxViews  = 64               // that are kept for those who follow them
	viewIdle  = 10 * time.Second // after which nobody follows a view any more
	maxStates = 16               // of one view and sample that are kept
)

// liveViews are the views that somebody follows, and how many streams there are. There is no goroutine: whoever needs
// an update first makes it for all who look at the same.
type liveViews struct {
	mu      sync.Mutex
	views   map[viewKey]*liveView
	streams int
	peers   map[string]int // streams by address
}

// viewKey is what makes two views the same.
type viewKey struct {
	name, path, query string
	span              time.Duration
	skip              int
	sort              string
	utc               bool
}

// liveView is one view at the latest sample that somebody asked for.
type liveView struct {
	used time.Time // guarded by liveViews.mu

	mu      sync.Mutex
	now     *page.Page
	changes []byte            // since the sample before, nil if that was not seen
	states  map[uint64]update // by the sample that the client had
}

// update is what brings a client to a sample.
type update struct {
	n    uint64
	data []byte
}

// update returns what brings a client from one sample to the latest, and which that is. A client that shows more than
// a sample, since its page was made between two, needs the whole of the next one.
func (l *liveViews) update(r history.Reader, v *view.View, after uint64, whole bool) (n uint64, data []byte) {
	u := l.follow(v).update(r, v, after, whole)
	return u.n, u.data
}

func (l *liveViews) follow(v *view.View) *liveView {
	key := viewKey{v.Name, v.Path, v.Query, v.Span, v.Skip, v.Sort, v.UTC}
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.views[key]
	if f == nil {
		l.forget()
		f = &liveView{}
		if l.views == nil {
			l.views = map[viewKey]*liveView{}
		}
		l.views[key] = f
	}
	f.used = time.Now()
	return f
}

// forget drops views that nobody follows any more, and one more if there are too many.
func (l *liveViews) forget() {
	maps.DeleteFunc(l.views, func(_ viewKey, f *liveView) bool { return time.Since(f.used) > viewIdle })
	if len(l.views) < maxViews {
		return
	}
	var oldest viewKey
	for key, f := range l.views {
		if have := l.views[oldest]; have == nil || f.used.Before(have.used) {
			oldest = key
		}
	}
	delete(l.views, oldest)
}

func (f *liveView) update(r history.Reader, v *view.View, after uint64, whole bool) update {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.advance(r, v)
	switch n := f.now.Live.N; {
	case after == n:
		return update{n, f.now.Changes(f.now)}
	case after+1 == n && f.changes != nil && !whole:
		return update{n, f.changes}
	}
	known, ok := f.states[after]
	if !ok {
		state := v.Update(r, after)
		known = update{state.Live.N, state.State()}
		if len(f.states) < maxStates {
			f.states[after] = known
		}
	}
	return known
}

// advance makes the view of the latest sample, unless it is there.
func (f *liveView) advance(r history.Reader, v *view.View) {
	if f.now != nil && f.now.Live.N == r.Latest().N {
		return
	}
	before := f.now
	f.now, f.changes, f.states = v.Now(r), nil, map[uint64]update{}
	if before != nil && before.Live.N+1 == f.now.Live.N {
		f.changes = f.now.Changes(before)
	}
}

// enter counts a stream. It is not ok if there are too many, of all or of the peer.
func (l *liveViews) enter(peer string, most, mostOfPeer int) (leave func(), ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.streams >= most || l.peers[peer] >= mostOfPeer {
		return nil, false
	}
	if l.peers == nil {
		l.peers = map[string]int{}
	}
	l.streams++
	l.peers[peer]++
	return func() { l.leave(peer) }, true
}

func (l *liveViews) leave(peer string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.streams--
	if l.peers[peer]--; l.peers[peer] == 0 {
		delete(l.peers, peer)
	}
}
