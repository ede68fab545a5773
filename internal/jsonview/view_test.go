package jsonview_test

import (
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

func TestTheTimestampComesFirst(t *testing.T) {
	at := time.Date(2030, 1, 2, 3, 4, 5, 6_700_000, time.FixedZone("east", 3600))
	tests := []struct {
		names []string
		want  string
	}{
		{nil, `{"@timestamp":"2030-01-02T02:04:05.006Z"}`},
		{[]string{"!", "a/b"}, `{"@timestamp":"2030-01-02T02:04:05.006Z","!":0,"a":{"b":0}}`},
		{[]string{"@timestamp", "a/@timestamp"}, `{"@timestamp":"2030-01-02T02:04:05.006Z","@timestamp/":0,"a":{"@timestamp":0}}`},
		{[]string{"@timestamp/x"}, `{"@timestamp":"2030-01-02T02:04:05.006Z","@timestamp/":{"x":0}}`},
	}
	for _, test := range tests {
		registry := metrics.NewRegistry(nil)
		for _, name := range test.names {
			registry.Counter(name)
		}
		var got strings.Builder
		jsonview.Write(&got, registry.Snapshot(), jsonview.Options{Timestamp: at})
		if got.String() != test.want+"\n" {
			t.Errorf("%q: got %swant %s", test.names, got.String(), test.want)
		}
	}
}
