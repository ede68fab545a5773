package dashboard_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// A range long ago has its slow calls, and one that has none says why.
func TestSlowCallsOfARangeLongAgo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Minute)
		took := reg.Timer("took")
		begun := time.Now()
		w := took.Start()
		time.Sleep(3 * time.Second)
		w.Stop(slog.String("order", "A-17"))
		for range 40 * 60 {
			took.Observe(time.Millisecond)
			time.Sleep(time.Second)
		}
		at := func(from, to time.Duration) string {
			return get(d, fmt.Sprintf("format=html&path=took&from=%d&to=%d", begun.Add(from).Unix(), begun.Add(to).Unix())).Body.String()
		}
		if got := at(-time.Minute, time.Minute); !strings.Contains(got, "order=A-17") {
			t.Error("the slow call of half an hour ago is not on the page of its range")
		}
		if got := at(10*time.Minute, 20*time.Minute); strings.Contains(got, "A-17") || !strings.Contains(got, "None is kept of this range") {
			t.Error("a range without slow calls does not say why it has none")
		}
		if got := get(d, "format=html&path=took&range=1h").Body.String(); !strings.Contains(got, "order=A-17") {
			t.Error("the slow call is not on the page of the last hour")
		}
	})
}
