package history

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/binnacle-go/metrics"
)

// A track is what is known of a series beside its past.
type track struct {
	ref    uint32 // never used again, even after the series has been forgotten
	kind   metrics.Kind
	live   bool // it was in the latest sample
	name   string
	labels []metrics.Label
	unit   string
	help   string
	pages  int    // that have a block of it
	seen   uint64 // slot of its last sample

	hash uint64
	next *track // another one of the same hash
}

// seatBytes is the memory that a series takes in the maps of the dictionary and, while it is live, in the newest row.
const seatBytes = 160

func (t *track) size() int {
	n := int(unsafe.Sizeof(*t)) + seatBytes + len(t.name)
	for _, l := range t.labels {
		n += int(unsafe.Sizeof(l)) + len(l.Key) + len(l.Value)
	}
	return n
}

func (t *track) is(name string, labels []metrics.Label) bool {
	return t.name == name && slices.Equal(t.labels, labels)
}

// A dictionary knows the tracks by what identifies them. Only the sampler changes it.
type dictionary struct {
	seed maphash.Seed
	last uint32 // reference
	size int    // bytes of all tracks
	live int    // tracks

	mu     sync.RWMutex // held by the sampler for changes, and by readers
	byHash map[uint64]*track
	byRef  map[uint32]*track
}

func newDictionary() *dictionary {
	return &dictionary{seed: maphash.MakeSeed(), byHash: map[uint64]*track{}, byRef: map[uint32]*track{}}
}

func (d *dictionary) hash(name string, labels []metrics.Label) uint64 {
	var h maphash.Hash
	h.SetSeed(d.seed)
	h.WriteString(name)
	for _, l := range labels {
		h.WriteByte(0)
		h.WriteString(l.Key)
		h.WriteByte(0)
		h.WriteString(l.Value)
	}
	return h.Sum64()
}

// find returns the track of a series: the live one, if it had several kinds, or else the one seen last.
func (d *dictionary) find(name string, labels []metrics.Label) *track {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var best *track
	for t := d.byHash[d.hash(name, labels)]; t != nil; t = t.next {
		if t.is(name, labels) && (best == nil || t.live && !best.live || t.live == best.live && t.seen > best.seen) {
			best = t
		}
	}
	return best
}

// of returns the track of a series of a certain kind.
func (d *dictionary) of(x *metrics.Series) *track { return d.kind(x.Kind, x.Name, x.Labels) }

// match returns the track of the series that a track of another dictionary is of.
func (d *dictionary) match(t *track) *track { return d.kind(t.kind, t.name, t.labels) }

func (d *dictionary) kind(kind metrics.Kind, name string, labels []metrics.Label) *track {
	for t := d.byHash[d.hash(name, labels)]; t != nil; t = t.next {
		if t.kind == kind && t.is(name, labels) {
			return t
		}
	}
	return nil
}

// add makes a track known. Its reference is the next free one unless it has one.
func (d *dictionary) add(t *track) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t.ref == 0 {
		d.last++
		t.ref = d.last
	}
	d.last = max(d.last, t.ref)
	t.hash = d.hash(t.name, t.labels)
	t.next = d.byHash[t.hash]
	d.byHash[t.hash], d.byRef[t.ref] = t, t
	d.size += t.size()
}

// remove forgets a track.
func (d *dictionary) remove(t *track) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.byRef, t.ref)
	d.size -= t.size()
	if first := d.byHash[t.hash]; first != t {
		for ; first.next != t; first = first.next {
		}
		first.next = t.next
	} else if t.next != nil {
		d.byHash[t.hash] = t.next
	} else {
		delete(d.byHash, t.hash)
	}
}

// vanished returns the tracks that are not live, the longest gone first.
func (d *dictionary) vanished() []*track {
	gone := slices.Collect(maps.Values(d.byRef))
	gone = slices.DeleteFunc(gone, func(t *track) bool { return t.live })
	slices.SortFunc(gone, func(a, b *track) int {
		return cmp.Or(cmp.Compare(a.seen, b.seen), cmp.Compare(a.ref, b.ref))
	})
	return gone
}

// setLive notes whether a track is in the sample of a slot.
func (d *dictionary) setLive(t *track, live bool, slot uint64) {
	if t.live == live {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	t.live, t.seen = live, slot
	if live {
		d.live++
	} else {
		d.live--
	}
}

// compareSeries orders series as a snapshot does.
func compareSeries(a, b *metrics.Series) int {
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Labels, b.Labels, func(a, b metrics.Label) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.Value, b.Value))
	})
}
