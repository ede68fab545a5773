package mirror

import (
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// Without returns the part of a snapshot that no mirror of a name shows, the whole if there is none. It is for those
// that bring series to where such a mirror takes them from, lest they go round and round.
func Without(s *metrics.Snapshot, name string) *metrics.Snapshot {
	var paths []string
	for i := range s.Series {
		path, ok := strings.CutSuffix(s.Series[i].Name, "/"+seriesName)
		if ok && (path == name || strings.HasSuffix(path, "/"+name)) {
			paths = append(paths, path+"/")
		}
	}
	if len(paths) == 0 {
		return s
	}
	out := *s
	out.Series = slices.DeleteFunc(slices.Clone(s.Series), func(x metrics.Series) bool {
		return slices.ContainsFunc(paths, func(path string) bool { return strings.HasPrefix(x.Name, path) })
	})
	return &out
}
