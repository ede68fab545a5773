package mirror

import (
	"slices"
	"strconv"
	"strings"

	"github.com/binnacle-go/metrics"
)

// A Series is what one instrument of a source holds.
type Series struct {
	Name       string // a path, below that of the mirror
	Labels     []metrics.Label
	Kind       metrics.Kind // KindCounter, KindGauge, KindHistogram or KindText
	Unit, Help string       // as of the options of these names; those of the first series of a name hold for all

	Count      uint64   // counters: events since the start
	Value      float64  // gauges; NaN where there is no value
	Text       string   // texts
	Buckets    []Bucket // histograms: observations since the start; rising and without overlap
	Resolution float64  // histograms: as the option of that name, see [Resolution]; that of the first reading holds
}

// A Bucket holds observations above Low up to and including High, either of which may be infinite. They are shown as
// if each were Value.
type Bucket struct {
	Low, High, Value float64
	Count            uint64
}

// id tells a series from all others of a mirror.
func (s *Series) id() string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(int(s.Kind)))
	b.WriteString(strconv.Quote(s.Name))
	for _, l := range s.Labels {
		b.WriteString(strconv.Quote(l.Key))
		b.WriteString(strconv.Quote(l.Value))
	}
	return b.String()
}

// clean gives the series its name and labels as a registry keeps them.
func (s *Series) clean() {
	if s.Name = metrics.CleanPath(s.Name); s.Name == "" {
		s.Name = "(unnamed)"
	}
	s.Labels = slices.Clone(s.Labels)
	slices.SortFunc(s.Labels, func(a, b metrics.Label) int { return strings.Compare(a.Key, b.Key) })
}

// options are those to register the series with.
func (s *Series) options() []metrics.Option {
	options := []metrics.Option{metrics.Help(s.Help), metrics.Unit(s.Unit)}
	if s.Kind == metrics.KindHistogram {
		options = append(options, metrics.Resolution(s.Resolution))
	}
	for _, l := range s.Labels {
		options = append(options, l)
	}
	return options
}

// covers reports whether to close a series at a path with labels closes this one too.
func (s *Series) covers(other *Series) bool {
	if other.Name != s.Name && !strings.HasPrefix(other.Name, s.Name+"/") {
		return false
	}
	for _, l := range s.Labels {
		if !slices.Contains(other.Labels, l) {
			return false
		}
	}
	return true
}
