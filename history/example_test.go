package history_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history"
)

func Example() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Add(3)
	store := history.New(reg, &history.Options{
		Resolutions: []history.Resolution{{Step: time.Second, Keep: time.Minute}},
	})
	defer store.Close()

	total, _ := store.Latest().Total.Get("hits")
	fmt.Println(total.Count)
	// Output: 3
}

func ExampleStore_Subscribe() {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	store := history.New(reg, &history.Options{
		Resolutions: []history.Resolution{{Step: 20 * time.Millisecond, Keep: time.Second}},
	})
	defer store.Close()
	ticks, cancel := store.Subscribe()
	defer cancel()

	last := store.Latest()
	hits.Add(2)
	for tick := range ticks {
		if change, _ := tick.Total.Since(last.Total).Get("hits"); change.Count > 0 {
			fmt.Println(change.Count, "more hits")
			break
		}
		last = tick
	}
	// Output: 2 more hits
}

func ExampleRange_Values() {
	r := history.Range{Step: 2 * time.Second, Points: []history.Point{{Known: true, Count: 10}, {}}}
	fmt.Println(r.Values(metrics.KindCounter))
	// Output: [5 NaN]
}

func ExampleReader() {
	last := func(r history.Reader, d time.Duration) *metrics.Snapshot { return r.Since(d) }
	store := history.New(metrics.NewRegistry(nil), nil)
	defer store.Close()
	fmt.Println(len(last(store, time.Minute).Series))
	// Output: 0
}

func ExampleTick() {
	reg := metrics.NewRegistry(nil)
	store := history.New(reg, nil)
	defer store.Close()
	tick := store.Latest()
	fmt.Println(tick.N > 0, len(tick.Total.Series))
	// Output: true 0
}

func ExamplePoint() {
	p := history.Point{Known: true, Count: 5, Errors: 1}
	fmt.Println(p.Count-p.Errors, "good calls")
	// Output: 4 good calls
}

func ExampleResolution() {
	o := history.Options{Resolutions: []history.Resolution{{Step: time.Second, Keep: 10 * time.Minute}}}
	fmt.Println(int(o.Resolutions[0].Keep/o.Resolutions[0].Step), "points")
	// Output: 600 points
}

func ExampleStore_Range() {
	store := history.New(metrics.NewRegistry(nil), nil)
	defer store.Close()
	now := time.Now()
	r := store.Range("web/hits", nil, now.Add(-time.Minute), now, 5*time.Second)
	fmt.Println(r.Step, len(r.Points))
	// Output: 5s 0
}

func ExampleOptions() {
	store := history.New(metrics.NewRegistry(nil), &history.Options{Resolutions: []history.Resolution{
		{Step: time.Second, Keep: time.Minute},
		{Step: time.Minute, Keep: 24 * time.Hour},
	}})
	fmt.Println(store.Close())
	// Output: <nil>
}

func ExampleRange_Total() {
	r := history.Range{Step: time.Second, Points: []history.Point{{Known: true, Count: 3}, {}, {Known: true, Count: 4}}}
	fmt.Println(r.Total().Count)
	// Output: 7
}

func ExampleStats() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits")
	store := history.New(reg, &history.Options{MaxBytes: 8 << 20})
	defer store.Close()
	s := store.Stats()
	fmt.Println(s.Series, "series in", s.MaxBytes>>20, "MiB at most;", s.Dropped, "slots dropped")
	// Output: 1 series in 8 MiB at most; 0 slots dropped
}

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "app.box")

	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	store := history.New(reg, &history.Options{
		Path: path, Resolutions: []history.Resolution{{Step: 20 * time.Millisecond, Keep: time.Minute}},
	})
	ticks, cancel := store.Subscribe()
	defer cancel()
	hits.Add(3)
	<-ticks // the next sample is in the file
	if err := store.Close(); err != nil {
		log.Fatal(err)
	}

	box, err := history.Open(path) // in another process, when the first one has died
	if err != nil {
		log.Fatal(err)
	}
	last, _ := box.Since(time.Minute).Get("hits")
	fmt.Println(last.Count)
	// Output: 3
}

func ExampleFile() {
	_, err := history.Open("no/such/app.box")
	fmt.Println(err != nil)
	// Output: true
}

func ExampleBox() {
	store := history.New(metrics.NewRegistry(nil), &history.Options{Path: "no/such/folder/app.box"})
	defer store.Close()
	box := store.Stats().Box
	fmt.Println(box.Path, box.Err != nil) // history in memory goes on all the same
	// Output: no/such/folder/app.box true
}
