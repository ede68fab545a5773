package view

import (
	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/human"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// define says what a series is, and how true what is shown of it.
func (b *builder) define(x *metrics.Series, t *timeline) []page.Fact {
	out := []page.Fact{{Name: "Kind", Value: x.Kind.String()}}
	if unit(x) != "" {
		out = append(out, page.Fact{Name: "Unit", Value: page.Visible(unit(x))})
	}
	for _, l := range x.Labels {
		out = append(out, page.Fact{Name: page.Visible(l.Key), Value: page.Visible(l.Value)})
	}
	if off := t.kept.RelativeError; off > 0 {
		out = append(out, page.Fact{
			Name: "Precision", Value: "within " + human.Share(off),
			Hint: "how far percentiles of this range are off at most, since values are counted in buckets",
		})
	}
	if x.Kind == metrics.KindHistogram && x.Dist.Count() > 0 {
		out = append(out, page.Fact{
			Name: "Resolution", Value: human.Value(x.Dist.Resolution(), unit(x)), Hint: "the smallest difference of two values that is told",
		})
	}
	if t.kept.Resolution > 0 {
		out = append(out, page.Fact{
			Name: "Kept in steps of", Value: human.Duration(t.kept.Resolution.Seconds()), Hint: "how finely the past of this range is known",
		})
	}
	return out
}
