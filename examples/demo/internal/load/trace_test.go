package load

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestSlowRequestsCanBeFoundInTheirTraces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{status: 200, delay: time.Millisecond}
		sent := map[string]bool{}
		snapshot := drive(t, s, 20, 10*time.Second)
		for _, header := range s.traces {
			sent[header] = true
		}
		if len(sent) != len(s.asked) {
			t.Errorf("%d traces for %d requests", len(sent), len(s.asked))
		}
		slow := 0
		for _, x := range snapshot.Series {
			for _, c := range x.Slow {
				slow++
				if header := strings.Join([]string{"00", c.TraceID, c.SpanID, "01"}, "-"); !sent[header] || len(header) != 55 {
					t.Errorf("a slow call of %s has the trace %s, which was not sent", x.ID(), header)
				}
			}
		}
		if slow == 0 {
			t.Error("no slow call was kept")
		}
	})
}
