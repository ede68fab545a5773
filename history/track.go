package history

import (
	"slices"

	"github.com/binnacle-go/metrics"
)

// track is the past of one series.
type track struct {
	name   string
	labels []metrics.Label
	kind   metrics.Kind
	rings  []ring // one for each resolution
}

func newTrack(x *metrics.Series, levels int) *track {
	t := &track{name: x.Name, labels: x.Labels, kind: x.Kind, rings: make([]ring, levels)}
	for i := range t.rings {
		t.rings[i].kind = x.Kind
	}
	return t
}

func (t *track) is(x *metrics.Series) bool {
	return t.name == x.Name && t.kind == x.Kind && slices.Equal(t.labels, x.Labels)
}
