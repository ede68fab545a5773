package tree_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/internal/tree"
)

// write shows a tree as name(series){children}.
func write(b *strings.Builder, n *tree.Node) {
	fmt.Fprintf(b, "%q", n.Name)
	if len(n.Series) > 0 {
		fmt.Fprintf(b, "(%d)", len(n.Series))
	}
	for _, child := range n.Children {
		b.WriteByte('{')
		write(b, child)
		b.WriteByte('}')
	}
}

func TestSeriesStandAtTheirPaths(t *testing.T) {
	registry := metrics.NewRegistry(nil)
	for _, name := range []string{"a/b", "a-b", "a", "a/a/a", "b"} {
		registry.Counter(name)
	}
	registry.Counter("b", metrics.L("k", "v"))
	var got strings.Builder
	write(&got, tree.New(registry.Snapshot()))
	if want := `""{"a"(1){"a"{"a"(1)}}{"b"(1)}}{"a-b"(1)}{"b"(2)}`; got.String() != want {
		t.Errorf("got %s, want %s", got.String(), want)
	}
}

func TestFamiliesAreToldApartByTheirOwnLabels(t *testing.T) {
	registry := metrics.NewRegistry(&metrics.Options{Labels: []metrics.Label{metrics.L("host", "a")}})
	registry.Counter("plain")
	registry.Counter("labelled", metrics.L("k", "v"))
	s := registry.Snapshot()
	got := map[string]bool{}
	for _, n := range tree.New(s).Children {
		got[n.Name] = n.Family(s)
	}
	if got["plain"] || !got["labelled"] {
		t.Errorf("families are %v", got)
	}
}
