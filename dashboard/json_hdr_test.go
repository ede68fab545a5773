package dashboard_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics"
)

// encodedDistribution is what hdr=1 adds to a timer or histogram.
type encodedDistribution struct {
	Labels     map[string]string
	Count      uint64
	P50        float64
	HDR        *string
	Resolution *float64
}

func TestHDRGivesWholeDistributions(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	timer, family := reg.Timer("t"), reg.HistogramVec("h", []string{"k"}, metrics.Resolution(0.5), metrics.Digits(3))
	for i := range 1000 {
		timer.Observe(time.Duration(i) * time.Millisecond)
		family.With("v").Observe(float64(i))
	}
	reg.Timer("idle")
	body := get(newDashboard(t, reg, nil), "format=json&hdr=1").Body.Bytes()
	var got struct {
		T, Idle encodedDistribution
		H       []encodedDistribution
	}
	if err := json.Unmarshal(body, &got); err != nil || len(got.H) != 1 {
		t.Fatalf("%v in %s", err, body)
	}
	if got.Idle.HDR != nil || got.Idle.Resolution != nil {
		t.Errorf("nothing was observed, but the distribution is %s", body)
	}
	snapshot := reg.Snapshot()
	for name, have := range map[string]encodedDistribution{"t": got.T, "h": got.H[0]} {
		var labels []metrics.Label
		for key, value := range have.Labels {
			labels = append(labels, metrics.L(key, value))
		}
		want, _ := snapshot.Get(name, labels...)
		decoded, err := hdrhistogram.Decode([]byte(*have.HDR))
		if err != nil {
			t.Fatalf("%s does not decode: %v", name, err)
		}
		if !decoded.Equals(want.Dist.HdrHistogram()) || uint64(decoded.TotalCount()) != have.Count {
			t.Errorf("%s has %d counts that are not those of the instrument", name, decoded.TotalCount())
		}
		if median := float64(decoded.ValueAtPercentile(50)) * *have.Resolution; math.Abs(median-have.P50) > 1e-9*median {
			t.Errorf("%s has the median %v, but %v decoded, in steps of %v", name, have.P50, median, *have.Resolution)
		}
	}
}

func TestDistributionsAreOnRequest(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Timer("t").Observe(time.Second)
	if body := get(newDashboard(t, reg, nil), "format=json").Body.String(); strings.Contains(body, "hdr") {
		t.Errorf("nobody asked for the distribution of %s", body)
	}
}
