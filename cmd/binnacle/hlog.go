package main

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/hdrlog"
	"github.com/binnacle-go/metrics/internal/points"
)

// writeLog writes the distributions of a set as an HdrHistogram log.
func writeLog(w io.Writer, set *points.Set) error {
	log := hdrlog.NewWriter(w, &hdrlog.Options{Comment: "black box of a program that uses Binnacle"})
	for _, interval := range intervals(set) {
		if err := log.Write(interval); err != nil {
			return err
		}
	}
	return nil
}

// intervals turns the points of each series into what all did in each step, in the order of time.
func intervals(set *points.Set) []*metrics.Snapshot {
	type step struct{ start, end time.Time }
	all := map[step]*metrics.Snapshot{}
	for i := range set.Series {
		s := &set.Series[i]
		for j := range s.Points {
			if s.Points[j].Dist.Count() == 0 {
				continue
			}
			at := step{s.Time(j), s.Time(j).Add(s.Span(j))}
			if all[at] == nil {
				all[at] = &metrics.Snapshot{Start: at.start, Time: at.end}
			}
			x := *s.Series
			x.Dist = s.Points[j].Dist
			all[at].Series = append(all[at].Series, x)
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *metrics.Snapshot) int {
		return cmp.Or(a.Start.Compare(b.Start), a.Time.Compare(b.Time))
	})
}
