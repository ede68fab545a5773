package otlp_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	metricpb "go.opentelemetry.io/proto/otlp/metrics/v1"
	"google.golang.org/protobuf/proto"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/bridge/otel/otlp"
	"github.com/binnacle-go/metrics/reporters"
)

var _ reporters.Splitter = (*otlp.Reporter)(nil)

// mixed is a registry with several data points of each kind, some of one metric.
func mixed() *metrics.Registry {
	registry := metrics.NewRegistry(nil)
	hits, latency := registry.CounterVec("hits", []string{"route"}), registry.TimerVec("latency", []string{"route"})
	for i := range 13 {
		route := fmt.Sprint("/", i)
		hits.With(route).Add(uint64(i))
		latency.With(route).Observe(time.Duration(i+1) * time.Second)
		registry.Gauge(fmt.Sprint("depth", i)).Set(float64(-i))
	}
	return registry
}

// saidOf returns what a request says of each of its data points, one text for each.
func saidOf(t *testing.T, body []byte) (all []string) {
	t.Helper()
	var request metricspb.ExportMetricsServiceRequest
	if err := proto.Unmarshal(body, &request); err != nil {
		t.Fatal(err)
	}
	for _, resource := range request.GetResourceMetrics() {
		for _, scope := range resource.GetScopeMetrics() {
			for _, m := range scope.GetMetrics() {
				head := fmt.Sprint(resource.GetResource(), resource.GetSchemaUrl(), scope.GetScope(), scope.GetSchemaUrl(),
					m.GetName(), m.GetDescription(), m.GetUnit(), m.GetMetadata())
				for _, point := range pointsOf(m) {
					all = append(all, head+point)
				}
			}
		}
	}
	return all
}

func pointsOf(m *metricpb.Metric) (all []string) {
	for _, p := range m.GetGauge().GetDataPoints() {
		all = append(all, fmt.Sprint("gauge", p))
	}
	for _, p := range m.GetSum().GetDataPoints() {
		all = append(all, fmt.Sprint("sum", m.GetSum().GetIsMonotonic(), m.GetSum().GetAggregationTemporality(), p))
	}
	for _, p := range m.GetExponentialHistogram().GetDataPoints() {
		all = append(all, fmt.Sprint("histogram", m.GetExponentialHistogram().GetAggregationTemporality(), p))
	}
	return all
}

func TestSplitKeepsEveryPoint(t *testing.T) {
	r := otlp.New("http://h/", nil)
	now := mixed().Snapshot()
	batch := r.Encode(&reporters.Capture{Tick: now.Time, Total: now, Interval: now})
	want := saidOf(t, batch.Body)
	if len(want) != int(batch.Points) || len(want) < 40 {
		t.Fatalf("%d points, %d counted", len(want), batch.Points)
	}
	var got []string
	var part func(body []byte)
	part = func(body []byte) {
		first, second, n, ok := r.Split(body)
		if !ok {
			got = append(got, saidOf(t, body)...)
			return
		}
		if len(saidOf(t, first)) != int(n) {
			t.Errorf("%d points counted, %d in the first part", n, len(saidOf(t, first)))
		}
		part(first)
		part(second)
	}
	part(batch.Body)
	if !slices.Equal(got, want) {
		t.Errorf("in parts there are the points\n%q, want\n%q", got, want)
	}
}

func TestSplitOfRandomBytesIsNone(t *testing.T) {
	for _, body := range []string{"", "x", "\x0a\x7f", strings.Repeat("\xff", 100)} {
		if _, _, _, ok := otlp.New("http://h/", nil).Split([]byte(body)); ok {
			t.Errorf("%q is parted", body)
		}
	}
}

// A backend that calls requests invalid for the sake of some points gets all others.
func TestARefusedRequestCostsItsBadPoints(t *testing.T) {
	b := newBackend(t)
	b.answer = func(w http.ResponseWriter, _ *http.Request) {
		b.mu.Lock()
		defer b.mu.Unlock()
		last := len(b.requests) - 1
		if text := b.requests[last].String(); strings.Contains(text, `"depth7"`) || strings.Contains(text, `"/3"`) {
			b.requests = b.requests[:last]
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, "poison")
		}
	}
	runner := reporters.Start(mixed(), otlp.New(b.URL, nil), nil)
	_ = runner.Close(t.Context()) // which says that some were rejected, or nothing
	h := runner.Health()
	if h.Rejected != 4 || h.Acknowledged != h.Captured-4 || h.Queued != 0 { // depth7, and of /3 hits, latency and its errors
		t.Errorf("got %+v", h)
	}
	stored := 0
	for _, request := range b.requests {
		body, err := proto.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		stored += len(saidOf(t, body))
	}
	if stored != int(h.Acknowledged) {
		t.Errorf("%d points stored of %d acknowledged", stored, h.Acknowledged)
	}
}
