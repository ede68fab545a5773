package load

import (
	"math/rand/v2"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// A request is what one user might ask for.
type request struct {
	kind string
	path string // with the query, below the service's URL
}

// A recipe makes one kind of request. The weights are those of people reading code: mostly words looked up near
// by and files opened, now and then a search that costs, now and then a mistake.
type recipe struct {
	kind   string
	weight int
	make   func(*rand.Rand, *memory) string
}

var recipes = []recipe{
	{"word", 44, word},
	{"regexp", 14, cheapRegexp},
	{"everywhere", 5, everywhere},
	{"heavy", 1, heavyRegexp},
	{"file", 20, openFile},
	{"directory", 10, listDirectory},
	{"mistyped", 3, mistyped},
	{"missing", 3, missing},
}

// choose picks the next request from what is known of the tree.
func choose(r *rand.Rand, m *memory) request {
	if m.files.empty() {
		return request{"directory", listDirectory(r, m)}
	}
	total := 0
	for _, c := range recipes {
		total += c.weight
	}
	n := r.IntN(total)
	i := 0
	for n >= recipes[i].weight {
		n -= recipes[i].weight
		i++
	}
	return request{recipes[i].kind, recipes[i].make(r, m)}
}

var (
	commonWords  = []string{"func", "error", "return", "string", "import", "test", "the"}
	cheapRegexps = []string{
		`^func \w+\(`, `^type \w+ struct`, `\berr(or)? [!=]= nil\b`, `^import "`, `TODO\(\w+\)`, `^\s*return nil, `,
		`func Test\w+`, `defer .*\.(Unlock|Close)\(\)`, `"[^"]*%[dsvq][^"]*"`, `^#{1,2} \w`,
	}
	everywhereWords = []string{"context.Context", "io.Reader", "sync.Mutex", "unsafe.Pointer", "Deprecated:", "TODO", "main"}
	heavyRegexps    = []string{
		`func \(.*\) (Read|Write)\(`, `go func\(.*\) \{.*\}\(\)`, `[Ee]xponential(ly)? `, `case [A-Z]\w+, [A-Z]\w+:$`,
		`panic\(fmt\.Sprintf\(`, `defer func\(\) \{ .*recover\(\)`,
	}
	mistypes = []string{`func (`, `[a-z`, `*.go`, `(?P<name`, `a{2,1}`, `\k`, `(Read|Write`}
)

// word looks up a common word or one that was seen, mostly where nobody saw it.
func word(r *rand.Rand, m *memory) string {
	w := pick(r, commonWords)
	if r.IntN(2) == 0 {
		w = m.words.pick(r)
	}
	return search(w, path.Join(m.dirs.pick(r), "*"), 20)
}

func cheapRegexp(r *rand.Rand, m *memory) string {
	return search(pick(r, cheapRegexps), path.Join(m.dirs.pick(r), "*"), 10+r.IntN(40))
}

func everywhere(r *rand.Rand, _ *memory) string {
	return search(pick(r, everywhereWords), "*.go", 10)
}

func heavyRegexp(r *rand.Rand, _ *memory) string {
	return search(pick(r, heavyRegexps), "*.go", 1000)
}

func mistyped(r *rand.Rand, _ *memory) string {
	return search(pick(r, mistypes), "", 20)
}

func openFile(r *rand.Rand, m *memory) string {
	return "file/" + escape(m.files.pick(r))
}

// listDirectory goes to a known directory or to one above it, and so finds the way to new ones.
func listDirectory(r *rand.Rand, m *memory) string {
	dir := m.dirs.pick(r)
	parts := strings.Split(dir, "/")
	return "dir/" + escape(path.Join(parts[:r.IntN(len(parts)+1)]...))
}

func missing(r *rand.Rand, m *memory) string {
	return "file/" + escape(path.Join(m.dirs.pick(r), "no_such_file.go"))
}

func search(pattern, glob string, limit int) string {
	return "search?" + url.Values{"q": {pattern}, "path": {glob}, "limit": {strconv.Itoa(limit)}}.Encode()
}

func escape(p string) string { return (&url.URL{Path: p}).EscapedPath() }

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
