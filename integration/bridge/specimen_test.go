package bridge_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
)

// hostile are names, keys and values that formats and servers do not like.
var hostile = []string{
	"a/b", "a.b", "a_b", "a b", "a\nb", "a;b=c", `"quoted"`, `back\slash`, "日本", "\xff\xfe", "\x00", "__name__", "le", "{}", "#", "9",
}

// specimen is a registry with all kinds of instruments, and the durations that its timer saw.
func specimen() (*metrics.Registry, []float64) {
	r := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("zone", "a")}})
	r.Counter("exact").Add(1<<53 + 1)
	r.Counter("code", metrics.L("code", "200")).Add(3)
	r.Counter("code", metrics.L("code", "500")).Add(4)
	for name, v := range map[string]float64{
		"negative": -2.5, "tiny": math.SmallestNonzeroFloat64, "huge": -math.MaxFloat64, "none": math.NaN(),
	} {
		r.Gauge(name).Set(v)
	}
	for i, s := range hostile {
		r.Counter("hostile/" + s).Add(uint64(i + 1))
		r.Counter("values", metrics.L("value", s)).Add(uint64(i + 1))
		r.Counter("keys", metrics.L(s, "x")).Add(uint64(i + 1))
	}
	r.State("state").Set("idle")
	r.Text("version").Set("1.2")
	r.Histogram("empty")
	random := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 5000)
	for i := range values {
		d := time.Duration(math.Exp(random.NormFloat64()) * 2e7)
		r.Timer("latency").Observe(d)
		values[i] = d.Seconds()
	}
	slices.Sort(values)
	return r, values
}

// exact returns a quantile of sorted values.
func exact(values []float64, q float64) float64 {
	return values[max(int(math.Ceil(q*float64(len(values)))), 1)-1]
}
