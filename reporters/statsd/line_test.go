package statsd_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// sample is what a line parses to.
type sample struct {
	name  string
	tags  string
	kind  string
	text  string // of the value
	value float64
	rate  float64
}

const number = `-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?`

var (
	etsyFormat = regexp.MustCompile(`\A([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*):(` + number + `)\|(c|g|ms)(?:\|@(0\.[0-9]+))?()\n\z`)
	dogFormat  = regexp.MustCompile(`\A([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*):(` + number + `)\|(c|g|d)(?:\|@(0\.[0-9]+))?` +
		`(?:\|#(\pL[\pL0-9_./-]*:[\pL0-9_:./-]+(?:,\pL[\pL0-9_./-]*:[\pL0-9_:./-]+)*))?\n\z`)
)

// parse reads a line as strictly as the strictest server of a dialect does.
func parse(t testing.TB, format *regexp.Regexp, line string) sample {
	t.Helper()
	m := format.FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("bad line of %d bytes: %.300q", len(line), line)
	}
	s := sample{name: m[1], text: m[2], kind: m[3], rate: 1, tags: m[5]}
	var err error
	if s.value, err = strconv.ParseFloat(m[2], 64); err != nil {
		t.Fatalf("line %q: %v", line, err)
	}
	if m[4] != "" {
		if s.rate, err = strconv.ParseFloat(m[4], 64); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
	}
	return s
}

// A server keeps what lines add up to, as Etsy's does.
type server struct {
	format   *regexp.Regexp
	counters map[string]uint64
	gauges   map[string]float64
	timers   map[string][]sample
}

func newServer(format *regexp.Regexp) *server {
	return &server{format, map[string]uint64{}, map[string]float64{}, map[string][]sample{}}
}

func (s *server) take(t testing.TB, body string) {
	t.Helper()
	for line := range strings.Lines(body) {
		p := parse(t, s.format, line)
		key := p.name + p.tags
		switch p.kind {
		case "c":
			n, err := strconv.ParseUint(p.text, 10, 64)
			if err != nil {
				t.Fatalf("line %q: %v", line, err)
			}
			s.counters[key] += n
		case "g":
			if strings.HasPrefix(p.text, "-") {
				p.value += s.gauges[key]
			}
			s.gauges[key] = p.value
		default:
			s.timers[key] = append(s.timers[key], p)
		}
	}
}
