package dashboard_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// Views of the same series share what changes in them. Each gets what it would get if it were alone, whichever is asked for
// first, and if one of them misses samples.
func TestViewsThatShareRowsGetTheirOwnChanges(t *testing.T) {
	inZone(t, "EAST", 5)
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		s := newService(reg)
		reg.TimerVec("idle", []string{"of"}).With("a").Observe(time.Second) // says since when it has been idle
		reg.TimerVec("idle", []string{"of"}).With("b").Observe(time.Second)
		store := history.New(reg, nil)
		defer store.Close()
		others := []string{"&query=*", "&query=**", "&view=tree&path=http", "&range=5m", "&path=http",
			"&path=http/latency&query=*{route=*things1/*}", "&path=idle", "&path=idle&utc=1"}
		shared := newDashboard(t, reg, &dashboard.Options{History: store})
		alone := map[string]*dashboard.Dashboard{}
		for _, view := range others {
			alone[view] = newDashboard(t, reg, &dashboard.Options{History: store})
		}
		time.Sleep(time.Second / 2) // between two samples
		changes := 0
		for second := range 90 {
			s.work()
			if second == 20 {
				reg.Counter("aaa/new").Inc() // all others move on by a place
			}
			time.Sleep(time.Second)
			synctest.Wait()
			for k := range others {
				if view := others[(k+second)%len(others)]; (second+k)%7 > 0 { // else it misses the sample
					query := fmt.Sprint("live=1&after=", store.Latest().N-1, view)
					got, want := get(shared, query).Body.String(), get(alone[view], query).Body.String()
					if got != want {
						t.Fatalf("second %d, %q:\n%s\nand alone\n%s", second, view, got, want)
					}
					if second > 0 && len(got) < 2000 {
						changes++
					}
				}
			}
		}
		if changes < 100 {
			t.Errorf("%d changes", changes)
		}
	})
}
