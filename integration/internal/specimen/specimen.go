// Package specimen makes a registry whose names and values are hard to carry: one of every kind of instrument, numbers
// at the ends of their range, and names that mean something to some format.
package specimen

import (
	"errors"
	"log/slog"
	"math"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
)

// Past is a count that a float64 cannot hold: 2^53+1, which rounds to 2^53.
const Past = 1<<53 + 1

// Gauges are the values of the gauges "gauge/<name>".
var Gauges = map[string]float64{
	"zero":     0,
	"small":    0.0034,
	"tiny":     1e-300,
	"huge":     1e300,
	"largest":  math.MaxFloat64,
	"least":    math.SmallestNonzeroFloat64,
	"negative": -5.5,
	"third":    1.0 / 3,
	"whole":    1 << 53,
}

// Hostile are strings that are made names, label values, texts and helps.
var Hostile = []string{
	"two words", "tab\there", "line\nbreak", "return\rhere", "two  spaces",
	"semi;colon=value", "a=b", "a,b", `double"quote`, "single'quote", `back\slash`, "`tick`",
	"dot.ted", "star*", "ques?", "brack[et]", "br{ace}", "hash#tag", "percent%20", "plus+", "amp&", "pipe|", "colon:x",
	"less<than>", "<script>window.pwned=1</script>", `"><img src=x onerror=window.pwned=1>`, "</td></table>",
	"javascript:window.pwned=1", "=1+1", "-dash", "_under", "0digit", "__name__", "le",
	"nul\x00byte", "bell\x07", "escape\x1b[31m", "del\x7f", "c1\u0085", "line\u2028sep", "bom\ufeff",
	"ümlaut", "日本", "emoji🙂", "rtl\u202egnp", "invalid\xffutf8", "\xc3\x28", "\xed\xa0\x80", "�",
	strings.Repeat("long", 2500), strings.Repeat("deep/", 2000) + "end",
}

// New returns a registry in which every kind of instrument has been used, and nothing changes any more but the time
// spent in states and the rates of meters.
func New() *metrics.Registry {
	r := metrics.NewRegistry(&metrics.Options{Logger: slog.New(slog.DiscardHandler)})
	counts(r)
	gauges(r)
	distributions(r)
	others(r)
	return r
}

func counts(r *metrics.Registry) {
	r.Counter("count/none")
	r.Counter("count/some", metrics.Help("things that happened")).Add(42)
	r.Counter("count/past").Add(Past)
	r.Counter("count/bytes", metrics.Unit("By")).Add(1 << 40)
	family := r.CounterVec("web/requests", []string{"method", "code"}, metrics.Help("answers by method and code"))
	family.With("GET", "200").Add(12)
	family.With("GET", "404").Add(3)
	family.With("POST", "200").Add(1)
	r.SubScope("api", metrics.L("zone", "eu")).Counter("hits").Add(5)
	r.Meter("jobs/done", metrics.Help("finished jobs")).Mark(7)
}

func gauges(r *metrics.Registry) {
	for name, v := range Gauges {
		r.Gauge("gauge/" + name).Set(v)
	}
	r.Gauge("gauge/none").Set(math.NaN())
	r.GaugeFunc("gauge/called", func() float64 { return 0.1 + 0.2 }, metrics.Unit("1"))
	r.GaugeFunc("gauge/broken", func() float64 { panic("no value") })
	pools := r.GaugeVec("pool/used", []string{"pool"}, metrics.Unit("By"))
	pools.With("a").Set(1e9)
	pools.With("b").Set(0.5)
}

func distributions(r *metrics.Registry) {
	search := r.Timer("web/search", metrics.Help("time to answer a search"))
	for i := range 100 {
		search.Observe(time.Duration(i+1) * time.Millisecond)
	}
	for range 3 {
		search.Start().Fail(errors.New("broken"))
	}
	r.Timer("web/idle")
	r.TimerVec("db/query", []string{"table"}).With("users").Observe(2500 * time.Microsecond)
	sizes := r.Histogram("web/size", metrics.Unit("By"), metrics.Help("size of an answer"))
	for _, v := range []float64{0, 1, 1000, 1e6, 1e9} {
		sizes.Observe(v)
	}
	r.Histogram("web/ratio", metrics.Unit("1"), metrics.Resolution(0.001)).Observe(0.25)
}

func others(r *metrics.Registry) {
	worker := r.State("worker/state", metrics.Help("what the worker does"))
	worker.Set("idle")
	worker.Set("busy")
	r.Text("build/version", metrics.Help("version of the build")).Set("v1.2.3")
}

// AddHostile adds, for each hostile string, a counter of that name, a label of that value and of that key, a text and a
// help. The counter "hostile/<string>" and the label value both hold its index plus one. There is an empty label value
// and an empty label key, too.
func AddHostile(r *metrics.Registry) {
	values := r.CounterVec("hostile/values", []string{"value"})
	for i, s := range Hostile {
		r.Counter("hostile/"+s, metrics.Help("help of "+s)).Add(uint64(i + 1))
		values.With(s).Add(uint64(i + 1))
		r.Gauge("hostile/keys", metrics.L(s, "v")).Set(float64(i + 1))
		r.SubScope("hostile/texts").Text(s).Set(s)
	}
	values.With("").Inc()
	r.Gauge("hostile/keys", metrics.L("", "v")).Set(-1)
}
