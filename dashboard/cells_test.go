package dashboard_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// What the cells of a map tell comes where it was asked for, and in a file that has nobody to ask.
func TestCellsOfMaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		took, phase := reg.Timer("took"), reg.State("phase")
		phase.Set("idle")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2) // between two samples
		for range 20 {
			took.Observe(time.Millisecond)
			time.Sleep(time.Second)
		}
		for path, want := range map[string]string{"took": "&#34;6 values&#34;", "phase": "100 % of the time&#34;"} {
			for query, asked := range map[string]bool{"": false, "&cells=1": true, "&snapshot=1": true} {
				body := get(d, "path="+path+"&format=html"+query).Body.String()
				if has := strings.Contains(body, want) && strings.Contains(body, "data-cells="); has != asked {
					t.Errorf("path=%s%s: the cells are told: %v", path, query, has)
				}
			}
		}
	})
}
