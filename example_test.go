package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/binnacle-go/metrics"
)

func Example() {
	reg := metrics.NewRegistry(nil) // most programs use metrics.Default()
	latency := reg.Timer("web/search/latency", metrics.Help("time to answer a search"))
	hits := reg.Counter("web/search/hits")

	search := func() {
		defer latency.Start().Stop()
		hits.Inc()
	}
	search()
	search()

	for _, s := range reg.Snapshot().Series {
		fmt.Println(s.Name, s.Kind, s.Count)
	}
	// Output:
	// web/search/hits counter 2
	// web/search/latency timer 2
}

func ExampleRegistry() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("hits").Add(2)
	s, ok := reg.Snapshot().Get("hits")
	fmt.Println(s.Count, ok)
	// Output: 2 true
}

func ExampleOptions() {
	reg := metrics.NewRegistry(&metrics.Options{
		Labels:    []metrics.Label{metrics.L("region", "eu")},
		MaxSeries: 100,
	})
	reg.Counter("hits").Inc()
	s := reg.Snapshot().Series[0]
	fmt.Println(s.ID())
	// Output: hits{region="eu"}
}

func ExampleScope() {
	reg := metrics.NewRegistry(nil)
	db := reg.SubScope("db", metrics.L("shard", "7"))
	db.Counter("queries").Inc()
	db.SubScope("pool").Gauge("open").Set(3)
	for _, s := range reg.Snapshot().Series {
		fmt.Println(s.ID())
	}
	// Output:
	// db/pool/open{shard="7"}
	// db/queries{shard="7"}
}

func ExampleScope_Rollup() {
	reg := metrics.NewRegistry(nil)
	conns := reg.SubScope("conns")
	conns.Rollup("bytes")
	for _, id := range []string{"a", "b"} {
		conn := conns.SubScope(id)
		conn.Counter("bytes").Add(100)
		conn.Close() // its bytes stay in the rollup
	}
	s, _ := reg.Snapshot().Get("conns/bytes")
	fmt.Println(s.Count)
	// Output: 200
}

func ExampleScope_GaugeFunc() {
	reg := metrics.NewRegistry(nil)
	queue := make(chan int, 10)
	reg.GaugeFunc("queue/length", func() float64 { return float64(len(queue)) })
	queue <- 1
	s, _ := reg.Snapshot().Get("queue/length")
	fmt.Println(s.Value)
	// Output: 1
}

func ExampleCounter() {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits", metrics.Help("requests answered"))
	hits.Inc()
	hits.Add(2)
	fmt.Println(hits.Value())
	// Output: 3
}

func ExampleGauge() {
	reg := metrics.NewRegistry(nil)
	inFlight := reg.Gauge("in-flight")
	inFlight.Inc()
	inFlight.Add(2)
	inFlight.Dec()
	fmt.Println(inFlight.Value())
	// Output: 2
}

func ExampleTimer() {
	reg := metrics.NewRegistry(nil)
	latency := reg.Timer("latency")
	for ms := range 100 {
		latency.Observe(time.Duration(ms+1) * time.Millisecond)
	}
	s, _ := reg.Snapshot().Get("latency")
	fmt.Printf("p50 %.3fs, p99 %.3fs, max %.3fs\n", s.Dist.Quantile(0.5), s.Dist.Quantile(0.99), s.Dist.Max())
	// Output: p50 0.050s, p99 0.099s, max 0.100s
}

func ExampleTimer_Do() {
	reg := metrics.NewRegistry(nil)
	queries := reg.Timer("db/queries")
	err := queries.Do(context.Background(), func(context.Context) error { return errors.New("no connection") })
	s, _ := reg.Snapshot().Get("db/queries")
	fmt.Println(err, s.Count, s.Errors)
	// Output: no connection 1 1
}

func ExampleWrap() {
	reg := metrics.NewRegistry(nil)
	length := func(_ context.Context, s string) (int, error) { return len(s), nil }
	length = metrics.Wrap(reg.Timer("length"), length)
	n, _ := length(context.Background(), "binnacle")
	s, _ := reg.Snapshot().Get("length")
	fmt.Println(n, s.Count)
	// Output: 8 1
}

func ExampleStopwatch() {
	reg := metrics.NewRegistry(nil)
	watch := reg.Timer("latency").Start()
	watch.Stop(slog.String("user", "ann"))
	s, _ := reg.Snapshot().Get("latency")
	fmt.Println(s.Slow[0].Attrs)
	// Output: [user=ann]
}

func ExampleSlowCall() {
	reg := metrics.NewRegistry(nil)
	reg.Timer("latency").Start().Fail(errors.New("timed out"), slog.Int("try", 3))
	s, _ := reg.Snapshot().Get("latency")
	fmt.Println(s.Slow[0].Err, s.Slow[0].Attrs)
	// Output: timed out [try=3]
}

func ExampleHistogram() {
	reg := metrics.NewRegistry(nil)
	sizes := reg.Histogram("response/size", metrics.Unit("By"))
	for _, n := range []float64{100, 200, 300} {
		sizes.Observe(n)
	}
	s, _ := reg.Snapshot().Get("response/size")
	fmt.Println(s.Dist.Count(), s.Dist.Min(), s.Dist.Max())
	// Output: 3 100 300
}

func ExampleMeter() {
	reg := metrics.NewRegistry(nil)
	lines := reg.Meter("lines")
	lines.Mark(500)
	s, _ := reg.Snapshot().Get("lines")
	fmt.Println(s.Count, s.Rates.Mean > 0)
	// Output: 500 true
}

func ExampleRates() {
	r := metrics.Rates{Mean: 2, M1: 8, M5: 4, M15: 3}
	fmt.Println("rising:", r.M1 > r.M5)
	// Output: rising: true
}

func ExampleState() {
	reg := metrics.NewRegistry(nil)
	mode := reg.State("mode")
	mode.Set("connecting")
	mode.Set("connected")
	s, _ := reg.Snapshot().Get("mode")
	fmt.Println(s.Text, len(s.States))
	// Output: connected 2
}

func ExampleHold() {
	reg := metrics.NewRegistry(nil)
	workers := reg.State("workers")
	work := func() {
		defer workers.Acquire().Release()
		s, _ := reg.Snapshot().Get("workers")
		fmt.Println("inside:", s.Text)
	}
	work()
	s, _ := reg.Snapshot().Get("workers")
	fmt.Println("after:", s.Text)
	// Output:
	// inside: 1
	// after: 0
}

func ExampleStateTime() {
	reg := metrics.NewRegistry(nil)
	reg.State("mode").Set("idle")
	s, _ := reg.Snapshot().Get("mode")
	fmt.Println(s.States[0].State, s.States[0].Current)
	// Output: idle true
}

func ExampleText() {
	reg := metrics.NewRegistry(nil)
	reg.Text("version").Set("v1.2.3")
	s, _ := reg.Snapshot().Get("version")
	fmt.Println(s.Text)
	// Output: v1.2.3
}

func ExampleVec() {
	reg := metrics.NewRegistry(nil)
	responses := reg.CounterVec("responses", []string{"method", "code"})
	responses.With("GET", "200").Add(5)
	responses.With("GET", "404").Inc()
	s, _ := reg.Snapshot().Get("responses", metrics.L("method", "GET"), metrics.L("code", "200"))
	fmt.Println(s.Count)
	// Output: 5
}

func ExampleOverflow() {
	reg := metrics.NewRegistry(&metrics.Options{MaxSeries: 3, Logger: slog.New(slog.DiscardHandler)})
	hits := reg.CounterVec("hits", []string{"method", "path"})
	for i := range 10 {
		hits.With("GET", fmt.Sprint("/user/", i)).Inc() // a mistake: a path for each user
	}
	o := reg.Snapshot().Overflows[0]
	fmt.Println(o.Name, "has", o.Series, "series, and refused", o.Refused)
	fmt.Println("it grows by the values of", o.Labels[0].Key)
	// Output:
	// hits has 3 series, and refused 7
	// it grows by the values of path
}

func ExampleLabelValues() {
	values := []metrics.LabelValues{{Key: "path", Values: 1990}, {Key: "method", Values: 4}}
	fmt.Println("the offender is", values[0].Key)
	// Output: the offender is path
}

func ExampleLabel() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("jobs", metrics.L("queue", "mail"), metrics.Label{Key: "try", Value: "1"}).Inc()
	s := reg.Snapshot().Series[0]
	fmt.Println(s.ID())
	// Output: jobs{queue="mail",try="1"}
}

func ExampleOption() {
	reg := metrics.NewRegistry(nil)
	reg.Histogram("load", metrics.Help("share of the queue in use"), metrics.Unit("1"),
		metrics.Resolution(0.001), metrics.Digits(3)).Observe(0.125)
	s := reg.Snapshot().Series[0]
	fmt.Println(s.Help, s.Dist.Max())
	// Output: share of the queue in use 0.125
}

func ExampleKind() {
	fmt.Println(metrics.KindTimer)
	// Output: timer
}

func ExampleSnapshot_Since() {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	hits.Add(10)
	before := reg.Snapshot()
	hits.Add(3)
	s, _ := reg.Snapshot().Since(before).Get("hits")
	fmt.Println(s.Count)
	// Output: 3
}

func ExampleSnapshot_Filter() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("web/hits").Add(10)
	reg.Counter("web/errors").Add(1)
	s, err := reg.Snapshot().Filter("web/* > 5")
	fmt.Println(len(s.Series), s.Series[0].Name, err)
	// Output: 1 web/hits <nil>
}

func ExampleQuery() {
	q, err := metrics.ParseQuery("hits{code=5*} > 0")
	if err != nil {
		panic(err)
	}
	s := metrics.Series{Name: "web/hits", Labels: []metrics.Label{metrics.L("code", "503")}, Kind: metrics.KindCounter, Count: 1}
	fmt.Println(q.Match(&s))
	// Output: true
}

func ExampleQueryError() {
	_, err := metrics.ParseQuery("latency > fast")
	var q *metrics.QueryError
	if errors.As(err, &q) {
		fmt.Println(q.Pos, q.Msg)
	}
	// Output: 10 expected a number behind >
}

func ExampleSeries_Stat() {
	reg := metrics.NewRegistry(nil)
	reg.Timer("latency").Observe(20 * time.Millisecond)
	s := reg.Snapshot().Series[0]
	fmt.Println(s.Stat("count"), s.Stat("max"))
	// Output: 1 0.02
}

func ExampleDistribution_Merge() {
	reg := metrics.NewRegistry(nil)
	a, b := reg.Timer("a"), reg.Timer("b")
	a.Observe(1 * time.Second)
	b.Observe(3 * time.Second)
	s := reg.Snapshot()
	both := s.Series[0].Dist.Merge(s.Series[1].Dist)
	fmt.Println(both.Count(), both.Min(), both.Max())
	// Output: 2 1 3
}

func ExampleSnapshot_Append() {
	reg := metrics.NewRegistry(nil)
	hits := reg.Counter("hits")
	start := reg.Snapshot()
	hits.Add(3)
	middle := reg.Snapshot()
	hits.Add(4)
	s, _ := middle.Since(start).Append(reg.Snapshot().Since(middle)).Get("hits")
	fmt.Println(s.Count)
	// Output: 7
}

func ExampleDistribution_AppendQuantiles() {
	reg := metrics.NewRegistry(nil)
	timer := reg.Timer("t", metrics.Digits(3))
	for n := range 1000 {
		timer.Observe(time.Duration(n+1) * time.Microsecond)
	}
	s := reg.Snapshot()
	for _, seconds := range s.Series[0].Dist.AppendQuantiles(nil, 0.5, 0.9, 0.99) {
		fmt.Printf("%.6f ", seconds)
	}
	// Output: 0.000500 0.000900 0.000990
}

func ExampleDistribution_AppendCountsAtOrBelow() {
	reg := metrics.NewRegistry(nil)
	size := reg.Histogram("size")
	for n := range 10 {
		size.Observe(float64(n))
	}
	s := reg.Snapshot()
	fmt.Println(s.Series[0].Dist.AppendCountsAtOrBelow(nil, 0, 5, 100))
	// Output: [1 6 10]
}
