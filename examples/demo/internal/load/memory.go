package load

import (
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"
)

// memory is what the answers so far have shown of the tree, so that the load fits any tree.
type memory struct{ dirs, files, words ring }

func newMemory() *memory {
	m := &memory{}
	m.dirs.add("") // the root
	m.words.add("main")
	return m
}

// remembered is how many items of a kind are kept.
const remembered = 256

// A ring holds the last items added. Its methods may be called from any goroutine.
type ring struct {
	mu    sync.Mutex
	items []string
	next  int // to be replaced, when there are as many as are kept
}

func (g *ring) add(s string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.items) < remembered {
		g.items = append(g.items, s)
		return
	}
	g.items[g.next] = s
	g.next = (g.next + 1) % remembered
}

func (g *ring) empty() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.items) == 0
}

// pick returns a random item. The ring must not be empty.
func (g *ring) pick(r *rand.Rand) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return pick(r, g.items)
}

// learn takes what is worth knowing from a good answer. An answer of another form than it expects teaches nothing.
func (m *memory) learn(asked string, answer []byte) {
	switch {
	case strings.HasPrefix(asked, "dir/"):
		var entries []struct {
			Name string
			Dir  bool
		}
		if json.Unmarshal(answer, &entries) != nil {
			return
		}
		for _, e := range entries {
			m.see(path.Join(unescape(strings.TrimPrefix(asked, "dir/")), e.Name), e.Dir)
		}
	case strings.HasPrefix(asked, "search?"):
		var result struct {
			Matches []struct{ Path, Text string }
		}
		if json.Unmarshal(answer, &result) == nil && len(result.Matches) > 0 {
			last := result.Matches[len(result.Matches)-1]
			m.see(last.Path, false)
			m.hear(last.Text)
		}
	}
}

func unescape(p string) string {
	if plain, err := url.PathUnescape(p); err == nil {
		return plain
	}
	return p
}

// see remembers a file or directory. Hidden ones and names that would mean something in a glob are passed over.
func (m *memory) see(name string, dir bool) {
	switch {
	case strings.HasPrefix(path.Base(name), ".") || strings.ContainsAny(name, `*?[\`):
	case dir:
		m.dirs.add(name)
	default:
		m.files.add(name)
	}
}

var wordShape = regexp.MustCompile(`[A-Za-z]{4,24}`)

// hear remembers the last word of a line, to search for it later.
func (m *memory) hear(line string) {
	if words := wordShape.FindAllString(line, -1); len(words) > 0 {
		m.words.add(words[len(words)-1])
	}
}
