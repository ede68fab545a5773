package metrics_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
)

func TestStateTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		a, b := r.State("a"), r.State("b")
		b.Set("other")
		if x, _ := r.Snapshot().Get("a"); len(x.States) != 0 || x.Text != "" {
			t.Errorf("a state before the first Set: %+v", x.States)
		}
		for _, step := range []string{"idle", "busy", "busy", "idle"} {
			a.Set(step)
			pass(2 * time.Second)
		}
		x, _ := r.Snapshot().Get("a")
		want := []metrics.StateTime{{State: "idle", Time: 4 * time.Second, Current: true}, {State: "busy", Time: 4 * time.Second}}
		if fmt.Sprint(x.States) != fmt.Sprint(want) || x.Text != "idle" {
			t.Errorf("%+v, current %q; want %+v", x.States, x.Text, want)
		}
	})
}

func TestUnboundedStatesAreFolded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := metrics.NewRegistry(nil)
		st := r.State("a")
		for i := range 1000 {
			st.Set(fmt.Sprint("s", i))
			pass(time.Second)
		}
		st.Set("s3")
		pass(time.Second)
		x := r.Snapshot().Series[0]
		var sum time.Duration
		for _, s := range x.States {
			sum += s.Time
		}
		if len(x.States) > 65 || sum != 1001*time.Second {
			t.Errorf("%d states with %v in all, want at most 65 with 1001 s", len(x.States), sum)
		}
		if x.Text != "s3" || x.States[3].Time != 2*time.Second {
			t.Errorf("a state known before the fold: %q, %v", x.Text, x.States[3])
		}
	})
}
