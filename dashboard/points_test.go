package dashboard_test

import (
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// pointsJSON is what a script reads of the document.
type pointsJSON struct {
	From, To string
	Series   []struct {
		Name, Kind, Unit string
		Labels           map[string]string
		Start, Step      float64
		Partial          bool
		Points           map[string][]*float64
	}
}

func TestPoints(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits := reg.CounterVec("web/hits", []string{"code"}).With("2xx")
		took := reg.Timer("web/took")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2)
		for i := range 65 {
			hits.Add(uint64(i))
			if i >= 30 {
				took.Observe(2 * time.Second)
			}
			time.Sleep(time.Second)
		}
		var got pointsJSON
		body := get(d, "format=json&path=web&range=1m&step=10s").Body.Bytes()
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatal(err, string(body))
		}
		if got.From != "2000-01-01T00:00:05Z" || got.To != "2000-01-01T00:01:05Z" || len(got.Series) != 2 {
			t.Fatalf("%+v", got)
		}
		x, y := got.Series[0], got.Series[1]
		if x.Name != "web/hits" || x.Labels["code"] != "2xx" || x.Kind != "counter" || x.Start != 946684800 || x.Step != 10 || !x.Partial {
			t.Errorf("%+v", x)
		}
		if want := []float64{45, 145, 245, 345, 445, 545, 310}; !same(x.Points["count"], want) {
			t.Errorf("counts: %s", body)
		}
		if want := []float64{4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 62}; !same(x.Points["rate"], want) {
			t.Errorf("rates, the last of five seconds: %s", body)
		}
		if p99 := y.Points["p99"]; len(p99) != 7 || p99[2] != nil || p99[3] == nil || *p99[3] < 1.99 || *p99[3] > 2.01 {
			t.Errorf("quantiles: %s", body)
		}
		if len(y.Points["errors"]) != 7 || len(y.Points["p9999"]) != 7 {
			t.Errorf("statistics of a timer: %s", body)
		}
		pretty := get(d, "format=prettyjson&path=web&range=1m&step=10s").Body.String()
		if !strings.Contains(pretty, "\n  \"series\": [") {
			t.Error(pretty)
		}
		if auto := get(d, "format=json&path=web/hits&step=auto").Body.String(); !strings.Contains(auto, `"step":1,`) || !strings.Contains(auto, `"from":"1999-12-31T23:56:05Z"`) {
			t.Error(auto)
		}
		if none := get(d, "format=json&query=web/hits+>+1e9&step=auto").Body.String(); !strings.Contains(none, `"series":[]`) {
			t.Error(none)
		}
	})
}

func same(got []*float64, want []float64) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if got[i] == nil || *got[i] != want[i] {
			return false
		}
	}
	return true
}

func TestCSV(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		reg.Counter("=cmd|x", metrics.Help("a formula")).Add(5)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(10*time.Second + time.Second/2)
		w := get(d, "format=csv&range=4s&step=2s")
		if kind := w.Header().Get("Content-Type"); kind != "text/csv; charset=utf-8; header=present" {
			t.Error(kind)
		}
		rows, err := csv.NewReader(w.Body).ReadAll()
		if err != nil || len(rows) != 3 || rows[0][0] != "time" || rows[1][0] != "2000-01-01T00:00:06Z" || rows[1][1] != "'=cmd|x" {
			t.Error(rows, err)
		}
		if whole := get(d, "format=csv").Body.String(); strings.Count(whole, "\n") != 11 {
			t.Errorf("each second since the start:\n%s", whole)
		}
	})
}

func TestTooManyPoints(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 2000})
		family := reg.TimerVec("t", []string{"i"})
		for i := range 1500 {
			family.With(strings.Repeat("i", i%40) + string(rune('a'+i/40)))
		}
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(5 * time.Minute)
		w := get(d, "format=json&step=1s&range=5m")
		if w.Code != 400 || !strings.Contains(w.Body.String(), "too many points") {
			t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
		}
		if w := get(d, "format=json&step=1m&range=5m"); w.Code != 200 {
			t.Error(w.Code, w.Body)
		}
	})
}

// Charts end with the latest sample, though the page tells of what has happened since.
func TestTotalsOfAChartAreThoseOfItsPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits := reg.Counter("hits")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2)
		for range 20 {
			hits.Inc()
			time.Sleep(time.Second)
		}
		hits.Add(500)
		body := get(d, "format=html&path=hits&range=1m").Body.String()
		totals := regexp.MustCompile(`data-v="([^"]* 18 19 20)"`)
		if !strings.Contains(body, ">520<") || !totals.MatchString(body) {
			t.Errorf("totals %q", regexp.MustCompile(`data-v="[^"]*"`).FindAllString(body, -1))
		}
	})
}
