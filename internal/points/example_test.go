package points_test

import (
	"fmt"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/points"
)

func ExampleSet() {
	reader := &recorded{newest: begin.Add(time.Minute), ranges: map[string]history.Range{
		"hits": {Start: begin, Step: 10 * time.Second, Points: []history.Point{{Known: true, Count: 12}, {}}},
	}}
	hits := metrics.Series{Name: "hits", Kind: metrics.KindCounter}
	set, _ := points.Collect(reader, &metrics.Snapshot{Series: []metrics.Series{hits}}, begin, begin.Add(20*time.Second), 0, 1000)
	fmt.Printf("%s", set.AppendJSON(nil))
	// Output:
	// {"from":"2026-01-02T15:00:00Z","to":"2026-01-02T15:00:20Z","series":[{"name":"hits","labels":{},"kind":"counter","unit":"","start":1767366000,"step":10,"resolution":0,"error":0,"partial":false,"points":{"count":[12,null],"rate":[1.2,null]}}]}
}

func ExampleSeries() {
	s := points.Series{Series: &metrics.Series{Name: "hits"}, Range: history.Range{Step: time.Second}}
	fmt.Println(s.Name, s.Step, len(s.Points))
	// Output: hits 1s 0
}
