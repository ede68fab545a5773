package mirror_test

import (
	"fmt"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/mirror"
)

func ExampleSeries() {
	sent := uint64(3) // what a library counts by itself
	source := func() ([]mirror.Series, error) {
		return []mirror.Series{{Name: "mails/sent", Kind: metrics.KindCounter, Count: sent}}, nil
	}
	registry := metrics.NewRegistry(nil)
	mirror.Show(registry.Scope, "mailer", source, nil)

	before := registry.Snapshot()
	sent = 5
	after := registry.Snapshot()

	total, _ := after.Get("mailer/mails/sent")
	gained, _ := after.Since(before).Get("mailer/mails/sent")
	fmt.Println(total.Count, gained.Count)
	// Output: 5 2
}

func ExampleBucket() {
	source := func() ([]mirror.Series, error) {
		return []mirror.Series{{Name: "size", Kind: metrics.KindHistogram, Unit: "By", Resolution: 1, Buckets: []mirror.Bucket{
			{Low: 0, High: 100, Value: 100, Count: 90},
			{Low: 100, High: 1000, Value: 1000, Count: 10},
		}}}, nil
	}
	registry := metrics.NewRegistry(nil)
	mirror.Show(registry.Scope, "mailer", source, nil)

	size, _ := registry.Snapshot().Get("mailer/size")
	fmt.Println(size.Count, size.Dist.Quantile(0.5), size.Dist.Quantile(0.99))
	// Output: 100 100 1000
}

func ExampleOptions() {
	registry := metrics.NewRegistry(nil)
	source := func() ([]mirror.Series, error) {
		return []mirror.Series{{Name: "a", Kind: metrics.KindGauge}, {Name: "b", Kind: metrics.KindGauge}}, nil
	}
	mirror.Show(registry.Scope, "x", source, &mirror.Options{MaxSeries: 1})

	problem, _ := registry.Snapshot().Get("x/binnacle/problem")
	fmt.Println(problem.Text)
	// Output: there are too many series; some are left out (see MaxSeries)
}
