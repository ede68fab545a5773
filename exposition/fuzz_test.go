package exposition_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

// build makes a registry whose kinds, names, labels and texts are taken from the arguments in turn.
func build(kinds uint64, names, keys, values []string) *metrics.Snapshot {
	r := metrics.NewRegistry(nil)
	known := map[string]bool{}
	for i, name := range names {
		if name = metrics.CleanPath(name); known[name] {
			continue
		}
		known[name] = true
		kind := metrics.Kind(kinds%7 + 1)
		kinds /= 7
		for j := range 3 {
			opts := []metrics.Option{metrics.Unit(values[(i+1)%len(values)]), metrics.Help(values[i%len(values)])}
			for k := range j {
				opts = append(opts, metrics.L(keys[(i+j+k)%len(keys)], values[(i+j+k)%len(values)]))
			}
			observe(r, kind, name, values[(i+j+2)%len(values)], opts)
		}
	}
	return r.Snapshot()
}

func observe(r *metrics.Registry, kind metrics.Kind, name, value string, opts []metrics.Option) {
	switch kind {
	case metrics.KindCounter:
		r.Counter(name, opts...).Add(math.MaxUint64 - uint64(len(value)))
	case metrics.KindGauge:
		r.Gauge(name, opts...).Set(float64(len(value)) / 3)
	case metrics.KindTimer:
		r.Timer(name, opts...).Observe(time.Duration(len(value)) * time.Millisecond)
	case metrics.KindHistogram:
		r.Histogram(name, opts...).Observe(float64(len(value)))
	case metrics.KindMeter:
		r.Meter(name, opts...).Mark(uint64(len(value)))
	case metrics.KindState:
		s := r.State(name, opts...)
		s.Set(value)
		s.Set("up")
	case metrics.KindText:
		r.Text(name, opts...).Set(value)
	}
}

// expected is how many samples a snapshot of build becomes: none is lost, none is merged with another.
func expected(s *metrics.Snapshot) int {
	n := 0
	for _, x := range s.Series {
		switch x.Kind {
		case metrics.KindTimer:
			n += len(exposition.DefaultBuckets("s")) + 3 + 2
		case metrics.KindHistogram:
			n += len(exposition.DefaultBuckets(x.Unit)) + 3 + 3
		case metrics.KindState:
			n += 2 * len(x.States)
		default:
			n++
		}
	}
	return n
}

// checkHistograms expects each series of a histogram to be buckets that rise with le up to all, a sum, and a count that
// is the last bucket's.
func checkHistograms(families []family) error {
	for _, f := range families {
		if f.typ != "histogram" {
			continue
		}
		limit, total, series := math.Inf(-1), uint64(0), ""
		for _, x := range f.samples {
			le, err := strconv.ParseFloat(x.labels["le"], 64)
			n, countErr := strconv.ParseUint(x.value, 10, 64)
			rest := sample{labels: x.labels}.id("le")
			switch {
			case series != "" && rest != series:
				return fmt.Errorf("%s mixed with %s", x.id(), series)
			case x.name == f.name+"_sum" && math.IsInf(limit, 1):
			case x.name == f.name+"_count" && math.IsInf(limit, 1) && n == total && countErr == nil:
				limit, total, series = math.Inf(-1), 0, ""
			case x.name == f.name+"_bucket" && err == nil && countErr == nil && le > limit && n >= total:
				limit, total, series = le, n, rest
			default:
				return fmt.Errorf("%s %s after le=%v with %d", x.id(), x.value, limit, total)
			}
		}
		if series != "" {
			return fmt.Errorf("%s ends without a count", f.name)
		}
	}
	return nil
}

func check(t *testing.T, s *metrics.Snapshot) {
	t.Helper()
	e := exposition.NewEncoder(nil)
	for _, f := range allFormats() {
		var b bytes.Buffer
		if err := e.Encode(&b, s, f); err != nil {
			t.Fatal(err)
		}
		families, err := parse(b.String(), f.Syntax == exposition.OpenMetrics100)
		if err == nil {
			err = checkHistograms(families)
		}
		if err != nil {
			t.Fatalf("%v: %v\n%s", f, err, b.String())
		}
		n := 0
		for _, f := range families {
			n += len(f.samples)
		}
		if want := expected(s); n != want {
			t.Fatalf("%v: %d samples, want %d\n%s", f, n, want, b.String())
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(uint64(0), "a/b", "a.b", "a_b", "k", "l", "v", "w")
	f.Add(uint64(123456), "a\x00b", "a\"b", "a\nb\\", "__name__", "le", "", "\xff")
	f.Add(uint64(98765), "", "é", "_x", "", "\x00", "\x00", "\r")
	f.Add(uint64(5), "state", "state_total", "state.", "state", "exported_state", "state", "")
	f.Add(uint64(2+3*7+6*49), "a/seconds", "a", "a_max", "le", "exported.le", "s", "By")
	f.Fuzz(func(t *testing.T, kinds uint64, n1, n2, n3, k1, k2, v1, v2 string) {
		check(t, build(kinds, []string{n1, n2, n3, n1 + n2}, []string{k1, k2, k1 + k2}, []string{v1, v2, v1 + v2}))
	})
}

// TestNastyNames makes many registries of what is likely to meet or to break a line.
func TestNastyNames(t *testing.T) {
	tokens := []string{
		"a", "a", "b", "_", ".", "/", ":", "\x00", "\xff", "\xe9", "é", "\uFFFD", "0", "1", "00", "ff", "\"", "\\", "\n", "\r",
		"{", "}", "le", "state", "value", "total", "seconds", "_total", "_max", "_info", "_count", "_bucket", "_sum",
		"_created", "_errors", "__name__", "exported_", " ", "#", ",", "=", "s", "By", "1", "U__",
	}
	random := rand.New(rand.NewPCG(1, 2))
	some := func() []string {
		out := make([]string, 1+random.IntN(6))
		for i := range out {
			for range random.IntN(4) {
				out[i] += tokens[random.IntN(len(tokens))]
			}
		}
		return out
	}
	for range 100 {
		check(t, build(random.Uint64(), some(), some(), some()))
	}
}

func TestLongNames(t *testing.T) {
	long := strings.Repeat("very/\"long\"\n", 1000)
	check(t, build(123456789, []string{long, long + ".", long + "/"}, []string{long, long + "."}, []string{long, long + "\xff"}))
}

// FuzzLabelValue expects label values to come back as they were if they are UTF-8, and different otherwise.
func FuzzLabelValue(f *testing.F) {
	f.Add("a", "b")
	f.Add("\xff", "\uFFFDff")
	f.Add("\uFFFDef", "\uFFFD\xef")
	f.Add("", "\uFFFD00")
	f.Fuzz(func(t *testing.T, v, w string) {
		r := metrics.NewRegistry(nil)
		r.Counter("x").Inc()
		r.Counter("x", metrics.L("k", v)).Inc()
		r.Counter("x", metrics.L("k", w)).Inc()
		families, err := parse(encode(t, r.Snapshot(), text, nil), false)
		if err != nil || len(families[0].samples) != len(r.Snapshot().Series) {
			t.Fatalf("%v in %+v", err, families)
		}
		if v == "" || !utf8.ValidString(v) || strings.Contains(v, "\uFFFD") {
			return
		}
		for _, s := range families[0].samples {
			if s.labels["k"] == v {
				return
			}
		}
		t.Fatalf("%q is not in %+v", v, families)
	})
}
