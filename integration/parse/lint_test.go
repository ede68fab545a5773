package parse_test

import (
	"bytes"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/integration/internal/specimen"
)

func TestLintFindsNothing(t *testing.T) {
	var buf bytes.Buffer
	if err := exposition.NewEncoder(nil).Encode(&buf, specimen.New().Snapshot(), exposition.Format{}); err != nil {
		t.Fatal(err)
	}
	problems, err := promlint.New(&buf).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}
