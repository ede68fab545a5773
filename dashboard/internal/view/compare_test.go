package view

import (
	"fmt"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/history"
)

// differences are the rows of a comparison for people to read.
func differences(c *page.Comparison) map[string]string {
	out := map[string]string{}
	for i := range c.Rows {
		amount, word := c.Rows[i].Change()
		out[c.Rows[i].Name] = fmt.Sprint(c.Rows[i].Now, " ", c.Rows[i].Earlier, " ", amount, " ", word)
	}
	return out
}

func TestCompareWithTheRangeBefore(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		took, hits := reg.Timer("took"), reg.Counter("hits")
		work := func(d time.Duration, n uint64) {
			for range 60 {
				took.ObserveN(d, n)
				hits.Add(n)
				pass(time.Second)
			}
		}
		work(time.Second, 10)
		work(2*time.Second, 15)
		v := View{Path: "took", Span: time.Minute, Compare: Previous}
		c := v.Page(h).Detail.Compare
		expect(t, "what it is compared with", c.Name, "the 1 min before")
		got := differences(c)
		expect(t, "the rate", got["rate"], "15 10 +50 % higher")
		expect(t, "the count", got["count"], "900 600 +50 % higher")
		expect(t, "the errors", got["errors"], "0 0 0 points the same")
		for i := range c.Rows {
			if x := &c.Rows[i]; x.Name == "p99" && (x.Now < 2 || x.Now > 2.02 || x.Earlier < 1 || x.Earlier > 1.01) {
				t.Errorf("p99 is %v, before %v", x.Now, x.Earlier)
			}
		}
		expect(t, "curves", len(v.Page(h).Detail.Curves[0].Lines), 2)

		v = View{Path: "hits", Span: 30 * time.Second, Compare: "1m", Shift: time.Minute}
		got = differences(v.Page(h).Detail.Compare)
		expect(t, "the rate a minute earlier", got["rate"], "15 10 +50 % higher")
		v.Shift, v.Compare = time.Hour, "1h"
		c = v.Page(h).Detail.Compare
		expect(t, "a time before the first sample", c.Empty+fmt.Sprint(len(c.Rows)), "Nothing is kept of this series at that time.0")
		expect(t, "its name", c.Name, "1 h earlier")
	})
}

// Charts begin with a whole place of some samples. What is compared does not: it is what stands in the table beside it.
func TestTheComparisonAgreesWithTheStatistics(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		took := reg.Timer("took")
		calls := func(seconds int, n uint64) {
			for range seconds {
				took.ObserveN(time.Second, n)
				pass(time.Second)
			}
		}
		calls(301, 2)
		calls(300, 3)
		v := View{Path: "took", Compare: Previous, UTC: true}
		d := v.Page(h).Detail
		expect(t, "both counts", differences(d.Compare)["count"], "900 600 +50 % higher")
		expect(t, "the count beside them", d.Stats[0].Values[0].Value, "900")
		expect(t, "what is compared", d.Compare.When, "1 Jan 00:05:01 to 00:10:01 UTC against 1 Jan 00:00:00 to 00:05:00 UTC")
		calls(33, 3)
		v.Compare, v.Shift = "6m", 6*time.Minute
		d = v.Page(h).Detail
		expect(t, "fewer counts", differences(d.Compare)["count"], "900 540 +67 % higher")
		expect(t, "the count beside them", d.Stats[0].Values[0].Value, "900")
		expect(t, "what is kept", d.Compare.When,
			"1 Jan 00:05:34 to 00:10:34 UTC against 31 Dec 23:59:30 to 1 Jan 00:04:30 UTC, of which 4 min is kept")
	})
}

func TestCompareOtherKinds(t *testing.T) {
	inTime(t, func(t *testing.T, reg *metrics.Registry, h *history.Store) {
		level, mode := reg.Gauge("level"), reg.State("mode")
		mode.Set("a")
		level.Set(4)
		pass(time.Minute)
		mode.Set("b")
		level.Set(1)
		pass(time.Minute)
		v := View{Path: "level", Span: time.Minute, Compare: Previous}
		expect(t, "a gauge", differences(v.Page(h).Detail.Compare)["last"], "1 4 −75 % lower")
		v.Path = "mode"
		got := differences(v.Page(h).Detail.Compare)
		if got["a"][len(got["a"])-5:] != "lower" || got["b"][len(got["b"])-6:] != "higher" {
			t.Errorf("states %v", got)
		}
		v.Compare = "2h"
		v.Shift = 2 * time.Hour
		choices := v.Page(h).Detail.Choices
		expect(t, "choices", fmt.Sprint(choices), "[{ nothing} {previous the 1 min before} {1h 1 h earlier} {24h 1 d earlier} {2h 2 h earlier}]")
	})
}
