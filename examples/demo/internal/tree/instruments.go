package tree

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/binnacle-go/metrics"
)

// instruments show the list of files and the cache of their contents.
type instruments struct {
	state *metrics.State
	walk  *metrics.Timer
	files *metrics.Vec[*metrics.Gauge]

	hits, misses, evictions *metrics.Counter
	size                    *metrics.Gauge
}

func newInstruments(scope *metrics.Scope, t *Tree) *instruments {
	index, cache := scope.SubScope("index"), scope.SubScope("cache")
	index.Text("root", metrics.Help("Directory that is searched.")).Set(t.Root())
	index.TextFunc("go_version", t.goVersion, metrics.Help("Go version that the source tree is of or asks for."))
	cache.GaugeFunc("entries", func() float64 { return float64(t.cache.len()) },
		metrics.Help("Files kept in the cache."), metrics.Unit("1"))
	return &instruments{
		state: index.State("state", metrics.Help("Indexing, then ready, now and then refreshing; failed if the tree cannot be listed.")),
		walk:  index.Timer("walk", metrics.Help("Time to list the source tree.")),
		files: index.GaugeVec("files", []string{"kind"},
			metrics.Help("Files in the list: searchable, or too large to be."), metrics.Unit("1")),

		hits:      cache.Counter("hits", metrics.Help("Reads answered from the cache."), metrics.Unit("1")),
		misses:    cache.Counter("misses", metrics.Help("Reads that went to the disk."), metrics.Unit("1")),
		evictions: cache.Counter("evictions", metrics.Help("Files dropped from the full cache."), metrics.Unit("1")),
		size:      cache.Gauge("size", metrics.Help("Bytes of content in the cache."), metrics.Unit("By")),
	}
}

func (m *instruments) walking(again bool) {
	if again {
		m.state.Set("refreshing")
	} else {
		m.state.Set("indexing")
	}
}

func (m *instruments) listed(searchable, large int) {
	m.files.With("searchable").Set(float64(searchable))
	m.files.With("too large").Set(float64(large))
}

func (m *instruments) walked(err error) {
	if err == nil {
		m.state.Set("ready")
	} else {
		m.state.Set("failed")
	}
}

func (m *instruments) evicted(bytes int64) {
	m.evictions.Inc()
	m.size.Add(-float64(bytes))
}

// goVersion reads the VERSION file of a Go installation, or else the go directive of a module.
func (t *Tree) goVersion() string {
	if line := t.firstLine("VERSION", "go"); line != "" {
		return line
	}
	return strings.Replace(t.firstLine("go.mod", "go "), " ", "", 1)
}

// firstLine returns the first line of a file at the root that begins with prefix, or "".
func (t *Tree) firstLine(name, prefix string) string {
	content, err := fs.ReadFile(t.root.FS(), name)
	if err != nil {
		return ""
	}
	for line := range bytes.Lines(content) {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return strings.TrimSpace(string(line))
		}
	}
	return ""
}
