package metrics_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/binnacle-go/metrics"
)

func TestUnboundedLabelValuesKeepTheHeapFlat(t *testing.T) {
	n := 10_000_000
	if raceEnabled {
		n /= 50
	}
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 100})
	hits := r.CounterVec("hits", []string{"zone", "user"})
	before := uint64(0)
	for i := range n {
		hits.With("eu", strconv.Itoa(i)).Inc()
		if i == 1000 {
			before = heap()
		}
	}
	if grown := int64(heap()) - int64(before); grown > 256<<10 {
		t.Errorf("the heap has grown by %d bytes", grown)
	}
	s := r.Snapshot()
	if len(s.Series) != 101 || totalOf(s, "hits") != uint64(n) {
		t.Errorf("%d series with %d hits, want 101 with %d", len(s.Series), totalOf(s, "hits"), n)
	}
	if len(s.Overflows) != 1 {
		t.Fatalf("%d families overflow, want 1", len(s.Overflows))
	}
	o := s.Overflows[0]
	if got, want := fmt.Sprint(o.Labels), "[{user 100} {zone 1}]"; o.Name != "hits" || o.Series != 100 || got != want {
		t.Errorf("%s with %d series grows by %s, want hits with 100 by %s", o.Name, o.Series, got, want)
	}
	if o.Refused != uint64(n-100) {
		t.Errorf("%d lookups were refused, want %d", o.Refused, n-100)
	}
}

func TestOverflowLooksUpWithoutAllocation(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 2})
	hits := r.CounterVec("hits", []string{"user"})
	for _, user := range []string{"a", "b", "c"} {
		hits.With(user)
	}
	if n := testing.AllocsPerRun(100, func() { hits.With("stranger").Inc() }); n > 0 {
		t.Errorf("a lookup that overflows allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { hits.With("too", "many").Inc() }); n > 0 {
		t.Errorf("a lookup with the wrong number of values allocates %v times", n)
	}
}

// However a series comes to be, each family of its name finds it, also when it is full.
func TestFamiliesOfOneNameShareTheirSeries(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 3, Labels: []metrics.Label{metrics.L("host", "h")}})
	one := r.CounterVec("x", []string{"a", "b"})
	turned := r.CounterVec("x", []string{"b", "a"})
	fixed := r.CounterVec("x", []string{"b"}, metrics.L("a", "1"))
	twice := r.CounterVec("x", []string{"b", "a", "a"})
	direct := r.Counter("x", metrics.L("a", "1"), metrics.L("b", "2"))
	for name, c := range map[string]*metrics.Counter{
		"one": one.With("1", "2"), "turned": turned.With("2", "1"), "fixed": fixed.With("2"),
		"twice": twice.With("2", "9", "1"), "again": r.CounterVec("x", []string{"a", "b"}).With("1", "2"),
	} {
		if c != direct {
			t.Errorf("%s found another counter", name)
		}
	}
	fixed.With("3")
	turned.With("4", "4")
	over := one.With("5", "5")
	for name, c := range map[string]*metrics.Counter{
		"turned": turned.With("6", "6"), "fixed": fixed.With("6"), "twice": twice.With("6", "6", "6"),
		"direct": r.Counter("x", metrics.L("a", "6"), metrics.L("b", "6")),
	} {
		if c != over {
			t.Errorf("%s: not counted as overflow", name)
		}
	}
	if one.With("4", "4") == over || one.With("1", "3") == over || direct != fixed.With("2") {
		t.Error("a series that was there before is counted as overflow")
	}
}

// Families come and go with their scopes; those that remain do not pay for them.
func TestFamiliesOfManyScopes(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 1000})
	var kept []*metrics.Vec[*metrics.Counter]
	for i := range 50 {
		kept = append(kept, r.SubScope("conn", metrics.L("id", strconv.Itoa(i))).CounterVec("x", []string{"op"}))
	}
	for i, v := range kept {
		for range 2 {
			v.With("read").Inc()
			v.With("write").Inc()
		}
		if x, _ := r.Snapshot().Get("conn/x", metrics.L("id", strconv.Itoa(i)), metrics.L("op", "read")); x.Count != 2 {
			t.Errorf("connection %d: %d", i, x.Count)
		}
	}
	r.SubScope("conn").Close()
	for _, v := range kept {
		v.With("read").Inc()
	}
	if n := len(r.Snapshot().Series); n != 50 {
		t.Errorf("%d series after Close, want 50", n)
	}
}

func TestLabelsDoNotHoldWhatTheyWereCutFrom(t *testing.T) {
	r := metrics.NewRegistry(nil)
	hits := r.CounterVec("hits", []string{"user"})
	before := heap()
	for i := range 20 {
		body := strings.Repeat("x", 1<<20) + strconv.Itoa(i)
		hits.With(body[len(body)-1:]).Inc()
	}
	if grown := int64(heap()) - int64(before); grown > 1<<20 {
		t.Errorf("20 labels hold %d bytes", grown)
	}
}

// Registering, closing and reading in any order gives the same as a plain list would.
func TestSnapshotsAgreeWithAModel(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 0))
		r := metrics.NewRegistry(nil)
		model := map[string]bool{}
		for range 600 {
			path := []string{"a", "a/b", "a-b", "ab", "b", "a/b/c"}[rnd.IntN(6)]
			switch rnd.IntN(40) {
			case 0:
				r.SubScope(path).Close()
				for name := range model {
					if name == path || strings.HasPrefix(name, path+"/") {
						delete(model, name)
					}
				}
			case 1:
				sameSeries(t, r.Snapshot(), model)
			default:
				name := fmt.Sprintf("%s/%d", path, rnd.IntN(500))
				r.Counter(name)
				model[name] = true
			}
		}
		sameSeries(t, r.Snapshot(), model)
	}
}

func sameSeries(t *testing.T, s *metrics.Snapshot, model map[string]bool) {
	t.Helper()
	for i := range s.Series {
		if !model[s.Series[i].Name] {
			t.Fatalf("%s should not be there", s.Series[i].Name)
		}
		if i > 0 && s.Series[i-1].Name >= s.Series[i].Name {
			t.Fatalf("%s comes before %s", s.Series[i-1].Name, s.Series[i].Name)
		}
	}
	if len(s.Series) != len(model) {
		t.Fatalf("%d series, want %d", len(s.Series), len(model))
	}
}

func TestLookupsWhileScopesAreClosed(t *testing.T) {
	r := metrics.NewRegistry(&metrics.Options{MaxSeries: 10})
	v := r.SubScope("web").CounterVec("hits", []string{"user"})
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 2000 {
				v.With(strconv.Itoa(i % (5 * (g + 1)))).Inc()
			}
		})
	}
	for range 50 {
		r.SubScope("web").Close()
		r.Snapshot()
	}
	wg.Wait()
	if n := len(r.Snapshot().Series); n > 11 {
		t.Errorf("%d series, want at most 11", n)
	}
}
