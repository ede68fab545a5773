package reporters_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

// arrays is a reporter whose batches are JSON arrays, which cannot be cut at line ends. Its backend takes no "b".
type arrays struct{}

func (arrays) Name() string { return "arrays" }

func (arrays) Encode(c *reporters.Capture) reporters.Batch {
	var names []string
	for i := range c.Total.Series {
		names = append(names, c.Total.Series[i].ID())
	}
	body, _ := json.Marshal(names)
	return reporters.Batch{Body: body, Points: uint64(len(names))}
}

func (arrays) Send(_ context.Context, body []byte) error {
	if bytes.Contains(body, []byte(`"b"`)) {
		return fmt.Errorf("400 Bad Request: %w", reporters.ErrSplit)
	}
	fmt.Println("sent", string(body))
	return nil
}

func (arrays) Split(body []byte) (first, second []byte, n uint64, ok bool) {
	var names []string
	if json.Unmarshal(body, &names) != nil || len(names) < 2 {
		return nil, nil, 0, false
	}
	half := len(names) / 2
	first, _ = json.Marshal(names[:half])
	second, _ = json.Marshal(names[half:])
	return first, second, uint64(half), true
}

func ExampleSplitter() {
	registry := metrics.NewRegistry(nil)
	for _, name := range []string{"a", "b", "c", "d"} {
		registry.Counter(name)
	}
	var backend reporters.Splitter = arrays{}
	runner := reporters.Start(registry, backend, &reporters.Options{Logger: slog.New(slog.DiscardHandler)})
	_ = runner.Close(context.Background())
	fmt.Println(runner.Health().Rejected, "rejected")
	// Output:
	// sent ["a"]
	// sent ["c","d"]
	// 1 rejected
}
