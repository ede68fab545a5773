package view

import (
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// Who begins to follow a page gets what the changes after it are changes of.
func TestLiveViewsOfASampleTellOfOneMoment(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		reg.Counter("hits")
		pass(time.Second)
		v := &View{Shared: &Shared{}}
		goroutines := func(p *page.Page) string {
			for _, f := range p.Facts {
				if f.Key == "goroutines" {
					return f.Value
				}
			}
			return "none"
		}
		before := goroutines(v.Now(h))
		end := make(chan struct{})
		defer close(end)
		go func() { <-end }()
		expect(t, "at the same sample", goroutines(v.Update(h, 0)), before)
		if now := goroutines(v.Page(h)); now == before {
			t.Errorf("a page that is opened tells of %s goroutines as before", now)
		}
		pass(time.Second)
		if now := goroutines(v.Now(h)); now == before {
			t.Errorf("at the next sample there are %s goroutines as before", now)
		}
	})
}
