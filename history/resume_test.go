package history_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/internal/journal"
)

// A program that is restarted while the one before still has the file goes on from the file as soon as it is free, and
// says until then why it does not.
func TestLockedFileIsTriedAgain(t *testing.T) {
	for _, test := range []struct{ together, wait int }{{0, 1}, {0, 20}, {5, 3}, {20, 8}, {0, 100}} {
		path := filepath.Join(t.TempDir(), "app.box")
		first := newProgram(path, aDay)
		first.live(400)
		second := newProgram(path, first.Now())
		if err := second.Stats().Box.Err; !errors.Is(err, journal.ErrLocked) {
			t.Fatalf("the state of a locked file is %v", err)
		}
		for range test.together {
			first.live(1)
			second.live(1)
		}
		second.live(test.wait)
		if err := second.Stats().Box.Err; !errors.Is(err, journal.ErrLocked) {
			t.Fatalf("after %d samples the state of a locked file is %v", test.wait, err)
		}
		then, _ := second.Latest().Total.Get("marks")
		if got := second.Range("marks", nil, aDay, second.Now(), 0).Total().Count; got != then.Count {
			t.Fatalf("%d events without the file, want %d", got, then.Count)
		}
		first.Close()
		second.live(1 + test.wait/2) // it is tried less often after a while
		if s := second.Stats().Box; s.Err != nil || s.Damage != nil {
			t.Fatalf("the state of a file that is free is %+v", s)
		}
		second.live(100)
		checkResumed(t, first, second, test.together)
		series := second.Latest().Total.Series
		if got, want := ranges(open(t, path), series, second.Now()), ranges(second, series, second.Now()); got != want {
			t.Errorf("the file tells\n%s\nthe store\n%s", got, want)
		}
		second.Close()
	}
}

// checkResumed looks for the events of two programs, of which the later one's count for nothing while both ran.
func checkResumed(t *testing.T, first, second *program, together int) {
	t.Helper()
	a, _ := first.Latest().Total.Get("marks")
	b, _ := second.Latest().Total.Get("marks")
	twice := uint64(0)
	for i := range together {
		twice += uint64((i + 1) % 11) // as live marks
	}
	all := second.Range("marks", nil, aDay, second.Now(), 0)
	seconds := time.Duration(0)
	for _, p := range all.Points {
		seconds += p.Span
	}
	if got, want := all.Total().Count, a.Count+b.Count-twice; got != want || seconds != second.Now().Sub(aDay) {
		t.Errorf("%d events in %v, want %d in %v", got, seconds, want, second.Now().Sub(aDay))
	}
	if s, _ := second.Since(24 * time.Hour).Get("marks"); s.Count != all.Total().Count {
		t.Errorf("%d events since ever, want %d", s.Count, all.Total().Count)
	}
}

// Who gets the file only when there is a past of its own keeps both, the file's beside it.
func TestFileThatIsFreeTooLateIsSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.box")
	first := newProgram(path, aDay)
	first.live(100)
	second := newProgram(path, first.Now())
	second.live(420)
	first.Close()
	second.live(60)
	if s := second.Stats().Box; s.Err != nil || s.Damage == nil {
		t.Errorf("the state is %+v", s)
	}
	kept, err := filepath.Glob(path + ".*")
	if err != nil || len(kept) != 1 {
		t.Fatalf("%q were kept, %v", kept, err)
	}
	series := first.Latest().Total.Series
	if got, want := ranges(open(t, kept[0]), series, first.Now()), ranges(first, series, first.Now()); got != want {
		t.Errorf("what was set aside tells\n%s\nthe program before\n%s", got, want)
	}
	open(t, path)
	second.Close()
}
