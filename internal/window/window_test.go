package window_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/internal/window"
)

func ExampleWindow() {
	span, to := "1m", "2026-01-02T15:00:00Z"
	w, err := window.Parse(&span, nil, &to)
	from, end := w.Bounds(time.Now())
	fmt.Println(from.UTC(), end.UTC(), err)
	// Output: 2026-01-02 14:59:00 +0000 UTC 2026-01-02 15:00:00 +0000 UTC <nil>
}

func TestBounds(t *testing.T) {
	newest := time.Unix(1000, 0)
	text := func(s string) *string { return &s }
	for _, x := range []struct {
		span, from, to *string
		begin, end     int64
	}{
		{text("1m"), nil, nil, 940, 1000},
		{nil, text("900"), nil, 900, 1000},
		{nil, text("900"), text("950"), 900, 950},
		{text("30s"), text("900"), nil, 900, 930},
		{text("30s"), nil, text("900"), 870, 900},
	} {
		w, err := window.Parse(x.span, x.from, x.to)
		from, to := w.Bounds(newest)
		if err != nil || from.Unix() != x.begin || to.Unix() != x.end || !w.Given() {
			t.Errorf("%+v: %v to %v, %v", x, from, to, err)
		}
	}
	if w, err := window.Parse(nil, nil, nil); err != nil || w.Given() || w.Absolute() {
		t.Error(w, err)
	}
}

func TestKept(t *testing.T) {
	text := "all"
	w, err := window.Parse(&text, nil, nil)
	if err != nil || w.Span != window.All || w.Absolute() {
		t.Fatal(w, err)
	}
	for seconds, want := range map[int64]time.Duration{0: time.Minute, 60: time.Minute, 61: 2 * time.Minute, 86400: 24 * time.Hour} {
		if got := w.Kept(time.Unix(1000, 0), time.Unix(1000+seconds, 0)).Span; got != want {
			t.Errorf("%v of %d s, want %v", got, seconds, want)
		}
	}
	if other := (window.Window{Span: time.Second}); other.Kept(time.Unix(0, 0), time.Unix(1e6, 0)) != other {
		t.Error("another window has changed")
	}
}

// What is read is what a time says when it is written again.
func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"1136214245.000000001", "2006-01-02T15:04:05Z", "2006-01-02 15:04:05.5 07:00", "4e9", "-1", "１"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := window.ParseTime(s)
		if err != nil {
			return
		}
		if again, err := window.ParseTime(at.Format(time.RFC3339Nano)); err != nil || !again.Equal(at) {
			t.Errorf("%q is %v, and that %v, %v", s, at, again, err)
		}
		if again, err := window.ParseTime(fmt.Sprintf("%d.%09d", at.Unix(), at.Nanosecond())); err != nil || !again.Equal(at) {
			t.Errorf("%q is %v, and that %v, %v", s, at, again, err)
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"15m", "1d12h", "1.5d", "d", "", "-1s", "1e300d", "9999999h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := window.ParseSpan(s); err == nil && d <= 0 {
			t.Errorf("%q is %v", s, d)
		}
	})
}
