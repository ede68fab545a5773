package influx_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters/influx"
)

const at = " 1772366410000"

func TestEachKindHasItsFields(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*metrics.Registry)
		want string
	}{
		{"counter", func(r *metrics.Registry) { r.Counter("web/hits").Add(3) }, "web/hits count=3i"},
		{"idle counter", func(r *metrics.Registry) { r.Counter("web/hits") }, "web/hits count=0i"},
		{"past 2^53", func(r *metrics.Registry) { r.Counter("c").Add(1<<53 + 1) }, "c count=9007199254740993i"},
		{"largest", func(r *metrics.Registry) { r.Counter("c").Add(math.MaxInt64) }, "c count=9223372036854775807i"},
		{"gauge", func(r *metrics.Registry) { r.Gauge("g").Set(-2.5) }, "g value=-2.5"},
		{"whole gauge", func(r *metrics.Registry) { r.Gauge("g").Set(42) }, "g value=42"},
		{"huge gauge", func(r *metrics.Registry) { r.Gauge("g").Set(1e300) }, "g value=1e+300"},
		{"tiny gauge", func(r *metrics.Registry) { r.Gauge("g").Set(math.SmallestNonzeroFloat64) }, "g value=5e-324"},
		{"idle timer", func(r *metrics.Registry) { r.Timer("t") }, "t count=0i,errors=0i,rate=0"},
		{"timer", func(r *metrics.Registry) { r.Timer("t").Start().Fail(errors.New("x")); r.Timer("t") }, "t count=1i,errors=1i,rate=0.1,min="},
		{"histogram", func(r *metrics.Registry) { r.Histogram("h").Observe(5) },
			"h count=1i,rate=0.1,min=5,max=5,mean=5,stddev=0,p50=5,p75=5,p90=5,p95=5,p99=5,p999=5,p9999=5"},
		{"meter", func(r *metrics.Registry) { r.Meter("m").Mark(7) }, "m count=7i,rate="},
		{"text", func(r *metrics.Registry) { r.Text("v").Set(`say "hi"\` + "\n!") }, `v text="say \"hi\"\\ !"`},
		{"labels", func(r *metrics.Registry) { r.Counter("c", metrics.L("b", "2"), metrics.L("a", "1")) }, "c,a=1,b=2 count=0i"},
	} {
		r := metrics.NewRegistry(nil)
		c.make(r)
		got := encode(r, noTags())
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want) || !strings.HasSuffix(got[0], at) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want+at)
		}
	}
}

func TestWhatHasNoValueIsLeftOut(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Gauge("none").Set(math.NaN())
	r.GaugeFunc("broken", func() float64 { panic("no") })
	r.State("never")
	r.Counter("beyond").Add(math.MaxInt64 + 1)
	if got := encode(r, noTags()); got != nil {
		t.Errorf("got %q", got)
	}
	o := noTags()
	o.Unsigned = true
	if got, want := encode(r, o), []string{"beyond count=9223372036854775808u" + at}; !slices.Equal(got, want) {
		t.Errorf("unsigned: got %q, want %q", got, want)
	}
}

func TestStates(t *testing.T) {
	r := metrics.NewRegistry(nil)
	s := r.State("worker")
	s.Set("idle")
	s.Set("a,b")
	got := encode(r, noTags())
	if len(got) != 1 || !strings.HasPrefix(got[0], `worker state="a,b",seconds.`) || !strings.Contains(got[0], `,seconds.a\,b=`) &&
		!strings.Contains(got[0], `"a,b",seconds.a\,b=`) || !strings.Contains(got[0], `seconds.idle=`) {
		t.Errorf("got %q", got)
	}
}

func TestTagsPrefixAndPrecision(t *testing.T) {
	r := metrics.NewRegistry(nil)
	r.Counter("c", metrics.L("m", "own"), metrics.L("z", "1"))
	tags := []metrics.Label{{Key: "zone", Value: "eu"}, {Key: "a", Value: "1"}, {Key: "m", Value: "common"}}
	for precision, stamp := range map[time.Duration]string{
		0: "1772366410000", time.Hour: "1772366410", time.Second: "1772366410", time.Millisecond: "1772366410000",
		time.Microsecond: "1772366410000000", time.Nanosecond: "1772366410000000000", 5 * time.Millisecond: "1772366410000",
	} {
		got := encode(r, &influx.Options{Database: "db", Tags: tags, Prefix: "shop.", Precision: precision})
		if want := "shop.c,a=1,m=own,z=1,zone=eu count=0i " + stamp; len(got) != 1 || got[0] != want {
			t.Errorf("precision %v: got %q, want %q", precision, got, want)
		}
	}
	if got := encode(r, nil); len(got) != 1 || !strings.Contains(got[0], ",host=") {
		t.Errorf("default: got %q, want a tag host", got)
	}
}

func TestTextsAreEscapedOrReplaced(t *testing.T) {
	replaced := func(text string) bool { return len(text) >= 17 && text[len(text)-17] == '_' }
	for name, want := range map[string]string{
		"a b,c=d":                 `a\ b\,c=d`,
		`"quoted"`:                `"quoted"`,
		`back\slash`:              `back\slash`,
		"日本":                      "日本",
		"#comment":                "",
		"line\nbreak":             "",
		`end\`:                    "",
		`a\ b`:                    "",
		`a\\b`:                    "",
		"bad\xff":                 "",
		"x_0123456789abcdef":      "",
		"x_0123456789abcdeF":      "x_0123456789abcdeF",
		"_0123456789abcdef_":      "_0123456789abcdef_",
		strings.Repeat("l", 5000): "",
	} {
		r := metrics.NewRegistry(nil)
		r.Counter(name)
		got := encode(r, noTags())
		if len(got) != 1 {
			t.Fatalf("%q: got %q", name, got)
		}
		text := strings.TrimSuffix(got[0], " count=0i"+at)
		if want != "" && text != want || want == "" && (!replaced(text) || len(text) > 4096) {
			t.Errorf("%.40q is sent as %.60q, want %q", name, text, want)
		}
	}
}

func TestReservedAndEmptyTags(t *testing.T) {
	for _, key := range []string{"time", "_measurement", "_field", ""} {
		r := metrics.NewRegistry(nil)
		r.Counter("c", metrics.L(key, "v"))
		got := encode(r, noTags())
		if len(got) != 1 || strings.Contains(got[0], ","+key+"=") {
			t.Errorf("tag key %q: got %q", key, got)
		}
	}
	r := metrics.NewRegistry(nil)
	r.Counter("c", metrics.L("k", ""))
	r.Counter("c", metrics.L("k", "x"))
	got := encode(r, noTags())
	if len(got) != 2 || !strings.HasPrefix(got[0], "c,k=_") || got[1] != "c,k=x count=0i"+at {
		t.Errorf("an empty tag: got %q", got)
	}
}

func TestNoTwoSeriesMeet(t *testing.T) {
	r := metrics.NewRegistry(nil)
	texts := []string{"a\nb", "a b", "a_b", "a\tb", "a\x00b", `a\`, `a`, "#a", "_a", "", "a\xff", "a\xfe", "a�"}
	for _, text := range texts {
		r.Counter("c", metrics.L("k", text))
	}
	seen := map[string]bool{}
	for _, line := range encode(r, noTags()) {
		seen[line] = true
	}
	if len(seen) != len(texts) {
		t.Errorf("%d series are %d points", len(texts), len(seen))
	}
}

func BenchmarkEncode(b *testing.B) {
	r := metrics.NewRegistry(nil)
	for i := range 1000 {
		name := "web/route" + strings.Repeat("x", i%10)
		labels := []metrics.Option{metrics.L("n", strings.Repeat("y", i%7)), metrics.L("i", string(rune('a'+i%26))+string(rune('a'+i/26)))}
		if i%10 == 0 {
			timer := r.Timer(name+"/time", labels...)
			for j := range 100 {
				timer.Observe(time.Duration(j*j) * time.Microsecond)
			}
		} else {
			r.Counter(name, labels...).Add(uint64(i))
		}
	}
	reporter, c := influx.New("http://localhost", noTags()), capture(r)
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(reporter.Encode(c).Body)))
	}
}
