package history_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

// A program is a service with all kinds of series, some of which come and go, and its black box.
type program struct {
	*service
	*history.Archive
	options *history.Options
	state   *metrics.State
	text    *metrics.Text
	meter   *metrics.Meter
	sizes   *metrics.Histogram
	scope   *metrics.Scope
}

func newProgram(path string, begin time.Time) *program {
	p := &program{service: newService(7, 5, 3), options: &history.Options{Path: path, MaxBytes: 1 << 20}}
	p.state, p.text, p.meter = p.reg.State("mode"), p.reg.Text("version"), p.reg.Meter("marks", metrics.Unit("1"), metrics.Help("what was marked"))
	p.sizes = p.reg.Histogram("sizes", metrics.Unit("By"), metrics.Resolution(0.5), metrics.Digits(3), metrics.L("kind", "answer"))
	p.Archive = history.NewArchive(p.reg, begin, p.options)
	return p
}

// live lets seconds pass.
func (p *program) live(seconds int) {
	for range seconds {
		p.second(20)
		i := p.seconds
		p.state.Set([]string{"idle", "busy", "closing"}[i/7%3])
		p.meter.Mark(uint64(i % 11))
		p.sizes.Observe(float64(i%500) / 2)
		if i%100 == 0 {
			p.text.Set(fmt.Sprint("v", i))
		}
		if i%150 == 10 {
			p.scope = p.reg.SubScope(fmt.Sprint("connection", i))
			p.scope.Counter("bytes").Add(5)
		}
		if i%150 == 90 && p.scope != nil {
			p.scope.Close()
		}
		p.Pass(time.Second)
	}
}

// ranges returns what a reader tells of all series over several times.
func ranges(r history.Reader, names []metrics.Series, end time.Time) string {
	var b strings.Builder
	for _, x := range names {
		for _, length := range []time.Duration{time.Minute, 20 * time.Minute, 3 * time.Hour} {
			got := r.Range(x.Name, x.Labels, end.Add(-length), end, 0)
			fmt.Fprintln(&b, x.Name, got.Start, got.Step, got.RelativeError)
			for _, p := range got.Points {
				fmt.Fprint(&b, p.Known, p.Span, p.Count, p.Errors, p.Value, p.Min, p.Max, p.States, p.Text,
					p.Dist.Count(), p.Dist.Min(), p.Dist.Quantile(0.5), p.Dist.Max(), "\n")
			}
		}
	}
	return b.String()
}

// open reads a black box of which nothing must be damaged.
func open(t *testing.T, path string) *history.File {
	t.Helper()
	f, err := history.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := f.Stats().Box.Damage; d != nil {
		t.Fatal(d)
	}
	return f
}

func TestBlackBoxHoldsTheHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	for _, seconds := range []int{0, 1, 1, 28, 1, 1, 100, 4000, 13, 600} {
		p.live(seconds)
		if err := p.Stats().Box.Err; err != nil {
			t.Fatal(err)
		}
		f := open(t, path)
		series := p.Latest().Total.Series
		if got, want := ranges(f, series, p.Now()), ranges(p, series, p.Now()); got != want {
			t.Fatalf("after %d seconds the file tells\n%s\nthe store\n%s", p.seconds, got, want)
		}
		if got, want := f.Stats(), p.Stats(); got.Points != want.Points || got.Series != want.Series {
			t.Fatalf("after %d seconds the file has %d points of %d series, the store %d of %d", p.seconds, got.Points, got.Series, want.Points, want.Series)
		}
	}
	p.Close()
}

func TestFileShowsTheLastSample(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(500)
	p.Close()
	f := open(t, path)
	got, want := f.Latest(), p.Latest()
	if got.N != want.N || len(got.Total.Series) != len(want.Total.Series) {
		t.Fatalf("tick %d of %d series, want %d of %d", got.N, len(got.Total.Series), want.N, len(want.Total.Series))
	}
	for i, x := range want.Total.Series {
		y := got.Total.Series[i]
		if x.Name != y.Name || !reflect.DeepEqual(x.Labels, y.Labels) || x.Kind != y.Kind || x.Unit != y.Unit || x.Help != y.Help ||
			x.Count != y.Count || x.Errors != y.Errors || x.Value != y.Value || x.Text != y.Text || x.Dist.Count() != y.Dist.Count() {
			t.Errorf("%+v, want %+v", y, x)
		}
		if (x.Rates == nil) != (y.Rates == nil) {
			t.Errorf("%s: rates %v", x.Name, y.Rates)
		}
	}
	for _, d := range []time.Duration{time.Second, time.Minute, time.Hour} {
		a, b := f.Since(d), p.Since(d)
		for i := range b.Series {
			if x, y := a.Series[i], b.Series[i]; x.Count != y.Count || fmt.Sprint(x.Dist.Quantile(0.9)) != fmt.Sprint(y.Dist.Quantile(0.9)) {
				t.Errorf("%s of the last %v: %d and %v, want %d and %v", x.Name, d, x.Count, x.Dist.Quantile(0.9), y.Count, y.Dist.Quantile(0.9))
			}
		}
	}
	if from, to := f.Bounds(); !from.Equal(aDay) || !to.Equal(p.Now()) {
		t.Errorf("from %v to %v", from, to)
	}
	ticks, cancel := f.Subscribe()
	cancel()
	select {
	case tick := <-ticks:
		t.Errorf("a file told of %v", tick)
	default:
	}
}

// After a restart the past goes on: the time between is a gap, and nothing is negative or counted twice.
func TestStoreGoesOnFromItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	now, total, slots := aDay, uint64(0), 0
	for _, run := range []struct{ seconds, pause int }{{100, 0}, {1, 60}, {0, 1}, {40, 3600}, {700, 7}, {3000, 2}} {
		p := newProgram(path, now)
		if d := p.Stats().Box.Damage; d != nil {
			t.Fatal(d)
		}
		p.live(run.seconds)
		x, _ := p.Latest().Total.Get("marks")
		total += x.Count
		slots += run.seconds
		r := p.Range("marks", nil, aDay, p.Now(), time.Minute)
		all, known := r.Total(), time.Duration(0)
		for _, point := range r.Points {
			known += point.Span
		}
		if all.Count != total || known != time.Duration(slots)*time.Second {
			t.Errorf("%d events in %v, want %d in %d s", all.Count, known, total, slots)
		}
		if s, _ := p.Since(24 * time.Hour).Get("marks"); s.Count != total {
			t.Errorf("%d events since ever, want %d", s.Count, total)
		}
		p.Close()
		now = p.Now().Add(time.Duration(run.pause) * time.Second)
	}
}

func TestBlackBoxStaysSmall(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(6000)
	s := p.Stats()
	if s.Box.Bytes > int64(3*s.MaxBytes) || s.Box.Err != nil {
		t.Errorf("%d bytes in the file for %d in memory, of %d; %v", s.Box.Bytes, s.Bytes, s.MaxBytes, s.Box.Err)
	}
	p.Close()
}

func TestClockSetBackIsInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(1000)
	p.Set(p.Now().Add(-10 * time.Minute))
	p.live(300)
	f := open(t, path)
	series := p.Latest().Total.Series
	if got, want := ranges(f, series, p.Now()), ranges(p, series, p.Now()); got != want {
		t.Errorf("the file tells\n%s\nthe store\n%s", got, want)
	}
	p.Close()
}

func TestPathThatCannotBeWritten(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "missing", "app.box"), t.TempDir()} {
		p := newProgram(path, aDay)
		p.live(10)
		if s := p.Stats(); s.Box.Err == nil || s.Box.Path != path {
			t.Errorf("the state of %s is %+v", path, s.Box)
		}
		if x, _ := p.Since(time.Minute).Get("marks"); x.Count == 0 {
			t.Error("memory history does not go on")
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A file that disappears is begun anew, from memory.
func TestFileThatIsRemovedComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(100)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	p.live(1)
	if p.Stats().Box.Err == nil {
		t.Error("nobody says that the file is gone")
	}
	p.live(5)
	if err := p.Stats().Box.Err; err != nil {
		t.Fatal(err)
	}
	series := p.Latest().Total.Series
	if got, want := ranges(open(t, path), series, p.Now()), ranges(p, series, p.Now()); got != want {
		t.Errorf("the file tells\n%s\nthe store\n%s", got, want)
	}
	p.Close()
}

func TestForeignFilesAreSetAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "app.box")
	other := history.NewArchive(metrics.NewRegistry(nil), aDay, &history.Options{
		Path: path, Resolutions: []history.Resolution{{Step: 2 * time.Second, Keep: time.Hour}},
	})
	other.Close()
	for i := range 2 {
		p := newProgram(path, aDay)
		p.live(10)
		if s := p.Stats().Box; s.Err != nil || s.Damage == nil || !strings.Contains(s.Damage.Error(), "aside") {
			t.Errorf("the state is %+v", s)
		}
		p.Close()
		if found, err := filepath.Glob(path + ".*"); err != nil || len(found) != i+1 {
			t.Errorf("%q were kept, %v", found, err)
		}
		if err := os.WriteFile(path, []byte("not a black box at all, but long enough for one"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := history.Open(path); err == nil {
		t.Error("anything can be opened")
	}
	if _, err := history.Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the error is %v", err)
	}
}

// One flipped bit, wherever it is, costs no series and no more than a minute of the newest samples or one page.
func TestOneFlippedBitCostsLittle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	p := newProgram(path, aDay)
	p.live(500)
	p.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 100 {
		at := random.IntN(len(whole))
		if i < 30 {
			at = 20 + random.IntN(2000) // behind the header: what says which series there are
		}
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1 << random.IntN(8)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := history.Open(path)
		if err != nil {
			t.Fatalf("a flipped bit in byte %d: %v", at, err)
		}
		for _, x := range p.Latest().Total.Series {
			var got, want time.Duration
			for _, point := range f.Range(x.Name, x.Labels, aDay, p.Now(), time.Minute).Points {
				got += point.Span
			}
			for _, point := range p.Range(x.Name, x.Labels, aDay, p.Now(), time.Minute).Points {
				want += point.Span
			}
			if got > want || got < want-time.Minute {
				t.Fatalf("a flipped bit in byte %d of %d: %v of %s are left, of %v", at, len(whole), got, x.Name, want)
			}
		}
	}
}

// Of a damaged file the intact part is read, and what it says is true: no value is there that never was.
func TestDamagedFilesTellNothingFalse(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "app.box")
	p := newProgram(path, aDay)
	p.live(400)
	p.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		damaged := bytes.Clone(whole)
		for range 1 + random.IntN(3) {
			switch at := random.IntN(len(damaged)); random.IntN(3) {
			case 0:
				damaged[at] ^= 1 << random.IntN(8)
			case 1:
				damaged = append(damaged[:at:at], damaged[min(at+random.IntN(2000), len(damaged)):]...)
			case 2:
				damaged = damaged[:at+1]
			}
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := history.Open(path)
		if err != nil {
			continue
		}
		for _, name := range []string{"marks", "service/part000/gauge3", "service/part000/latency1"} {
			const step = 10 * time.Second
			truth, got := p.Range(name, nil, aDay, p.Now(), step), f.Range(name, nil, aDay, p.Now(), step)
			for i, point := range got.Points {
				want := truth.Points[int(got.Start.Sub(truth.Start)/step)+i]
				if point.Span > want.Span || point.Count > want.Count || point.Dist.Count() > want.Dist.Count() {
					t.Fatalf("%s %d: %+v, want %+v at most", name, i, point, want)
				}
				if point.Span == want.Span && (point.Count != want.Count || point.Value != want.Value && !math.IsNaN(want.Value)) {
					t.Fatalf("%s %d: %+v, want %+v", name, i, point, want)
				}
			}
		}
	}
}
