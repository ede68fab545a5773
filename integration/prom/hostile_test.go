package prom_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/expected"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
	"github.com/binnacle-go/metrics/integration/prom"
)

// Whatever the names, Prometheus stores each series, and none twice.
func TestPrometheusTakesHostileNames(t *testing.T) {
	for name, opts := range scrapers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := metrics.NewRegistry(nil)
			specimen.AddHostile(reg)
			p := prom.Start(t, serve(t, reg), opts)
			p.AwaitScrape(t)
			if got, want := len(stored(t, p)), len(expected.Of(reg.Snapshot())); got != want {
				t.Errorf("%d series are stored, want %d", got, want)
			}
			values := map[int]bool{}
			for _, s := range p.Query(t, "hostile_values_total") {
				values[int(s.F)] = true
			}
			for i, s := range specimen.Hostile {
				if !values[i+1] {
					t.Errorf("no series has the label value %.40q", s)
				}
			}
		})
	}
}

// A Prometheus that knows UTF-8 names gets names as they are, but for slashes, colons and what a name cannot hold.
func TestNamesAreKeptWhereUTF8IsAllowed(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	specimen.AddHostile(reg)
	p := prom.Start(t, serve(t, reg), prom.Options{})
	p.AwaitScrape(t)
	for i, s := range specimen.Hostile {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "/:�\x00") || len(s) > 100 {
			continue
		}
		if got := p.Value(t, fmt.Sprintf(`{__name__=%q,job="app"}`, "hostile_"+s+"_total")); got != float64(i+1) {
			t.Errorf("%q = %v, want %d", s, got, i+1)
		}
		if got := p.Value(t, fmt.Sprintf(`hostile_values_total{value=%q}`, s)); got != float64(i+1) {
			t.Errorf("label value %q = %v, want %d", s, got, i+1)
		}
	}
}
