package history_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

func TestSlowCallsStayAsLongAsThePast(t *testing.T) {
	bubble(t, nil, func(reg *metrics.Registry, s *history.Store) {
		took := reg.Timer("took")
		begun := time.Now()
		for i := range 60 {
			for range 20 {
				w := took.Start()
				pass(time.Duration(1+i%7) * 400 * time.Millisecond)
				w.Stop(slog.Int("minute", i))
			}
			pass(40 * time.Second)
		}
		r := s.Range("took", nil, begun, time.Now(), time.Minute)
		if n := len(r.Slow); n < 60 || n > 3*(len(r.Points)+1) {
			t.Errorf("%d slow calls in %d minutes", n, len(r.Points))
		}
		for i, c := range r.Slow {
			if i > 0 && c.End.Before(r.Slow[i-1].End) || len(c.Attrs) != 1 {
				t.Errorf("call %d: %+v", i, c)
			}
		}
		early := s.Range("took", nil, begun, begun.Add(2*time.Minute), 0)
		if len(early.Slow) == 0 || early.Slow[0].Attrs[0].Value.Int64() > 1 {
			t.Errorf("of the first minutes there are the slow calls %+v", early.Slow)
		}
		if other := s.Range("other", nil, begun, time.Now(), time.Minute); other.Slow != nil {
			t.Errorf("another series has the slow calls %+v", other.Slow)
		}
	})
}

func TestSlowCallsAreBounded(t *testing.T) {
	o := &history.Options{MaxBytes: 64 << 10}
	bubble(t, o, func(reg *metrics.Registry, s *history.Store) {
		text := slog.String("text", string(make([]byte, 900)))
		begun := time.Now()
		for range 300 {
			w := reg.Timer("took").Start()
			pass(30 * time.Second)
			w.Stop(text)
		}
		if st := s.Stats(); st.Bytes > st.MaxBytes {
			t.Errorf("%d bytes of %d", st.Bytes, st.MaxBytes)
		}
		r := s.Range("took", nil, begun, time.Now(), time.Minute)
		if n := len(r.Slow); n == 0 || n > 3 {
			t.Errorf("%d slow calls of 1 KB are kept in 2 KB", n)
		}
	})
}
