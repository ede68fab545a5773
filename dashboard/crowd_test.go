package dashboard_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// crowd opens streams at the same time, from as many addresses as given, and returns how many are open. All others
// must have been refused, with the time after which to come back.
func crowd(ctx context.Context, t *testing.T, d http.Handler, viewers, addresses int) (open int) {
	t.Helper()
	var mu sync.Mutex
	ended := 0
	for i := range viewers {
		go func() {
			r := local(http.MethodGet, "live=1", "Accept", "text/event-stream").WithContext(ctx)
			r.RemoteAddr = fmt.Sprintf("[2001:db8::%x]:%d", i%addresses, 1024+i)
			w := httptest.NewRecorder()
			d.ServeHTTP(w, r)
			mu.Lock()
			defer mu.Unlock()
			ended++
			if ctx.Err() == nil && (w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "30") {
				t.Errorf("a viewer too many is answered with %d, %v", w.Code, w.Header())
			}
		}()
	}
	synctest.Wait() // until all that can happen without more time has happened
	mu.Lock()
	defer mu.Unlock()
	return viewers - ended
}

func TestACrowdLeavesRoomForTheProgram(t *testing.T) {
	tests := []struct {
		name            string
		options         dashboard.Options
		addresses, want int
	}{
		{"from anywhere", dashboard.Options{}, 2500, 16},
		{"from one address", dashboard.Options{}, 1, 4},
		{"as the options say", dashboard.Options{MaxStreams: 30, MaxStreamsPerAddress: 7}, 4, 28},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				reg := metrics.NewRegistry(nil)
				reg.Counter("hits").Inc()
				test.options.Authorize = dashboard.AllowAll
				d := newDashboard(t, reg, &test.options)
				for range 2 { // the second crowd comes when the first one has gone
					ctx, leave := context.WithCancel(t.Context())
					if open := crowd(ctx, t, d, 10_000, test.addresses); open != test.want {
						t.Errorf("%d of 10,000 viewers have a stream, want %d", open, test.want)
					}
					leave()
					synctest.Wait()
				}
				if w := get(d, "live=1&after=0"); w.Code != http.StatusOK {
					t.Errorf("polling is answered with %d", w.Code)
				}
			})
		})
	}
}
