package outage

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	promgraphite "github.com/prometheus/client_golang/prometheus/graphite"
	rcrowley "github.com/rcrowley/go-metrics"
)

// A peer is another library's reporter, of which nothing is known but that it runs.
type peer struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func (*peer) work()                             {}
func (*peer) queue() (points uint64, bytes int) { return 0, 0 }

// close ends the reporter. It needs a server that works: one of them waits for ever on another.
func (p *peer) close() error {
	p.cancel()
	p.done.Wait()
	return nil
}

// startRcrowley does what GraphiteWithConfig does, in a loop that can be ended.
func startRcrowley(addr string, interval time.Duration) (subject, error) {
	tcp, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return nil, err
	}
	registry := rcrowley.NewRegistry()
	for i := range values {
		g := rcrowley.NewGaugeFloat64()
		g.Update(value(i))
		if err := registry.Register(fmt.Sprintf("g%04d", i), g); err != nil {
			return nil, err
		}
	}
	config := rcrowley.GraphiteConfig{Addr: tcp, Registry: registry, FlushInterval: interval, DurationUnit: time.Nanosecond, Prefix: "p"}
	return startPeer(func(ctx context.Context) {
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				_ = rcrowley.GraphiteOnce(config) // it does no more with an error than to log it
			case <-ctx.Done():
				return
			}
		}
	}), nil
}

func startBridge(addr string, interval time.Duration) (subject, error) {
	registry := prometheus.NewRegistry()
	for i := range values {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: fmt.Sprintf("g%04d", i)})
		g.Set(value(i))
		registry.MustRegister(g)
	}
	bridge, err := promgraphite.NewBridge(&promgraphite.Config{
		URL: addr, Prefix: "p", Interval: interval, Timeout: 2 * time.Second, Gatherer: registry,
		ErrorHandling: promgraphite.ContinueOnError,
	})
	if err != nil {
		return nil, err
	}
	return startPeer(bridge.Run), nil
}

func startPeer(run func(context.Context)) *peer {
	ctx, cancel := context.WithCancel(context.Background())
	p := &peer{cancel: cancel}
	p.done.Go(func() { run(ctx) })
	return p
}
