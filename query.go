package metrics

import (
	"fmt"
	"math"
	"strings"
)

// A Query selects series. It is safe for concurrent use.
type Query struct{ terms []term }

// A QueryError says what is wrong with a query, and where.
type QueryError struct {
	Query string
	Pos   int // the byte of Query at which the fault lies
	Msg   string
}

// Error points at the place.
func (e *QueryError) Error() string {
	return fmt.Sprintf("query %q: at byte %d (before %q): %s", e.Query, e.Pos, excerpt(e.Query[e.Pos:]), e.Msg)
}

func excerpt(s string) string {
	if len(s) > 20 {
		return s[:20] + "..."
	}
	return s
}

// maxQuery bounds a query's length, for queries come from the network.
const maxQuery = 1024

// ParseQuery reads a query: terms separated by spaces, all of which must hold. A term is
//
//	PATTERN{key=GLOB,...}.stat OP NUMBER
//
// of which everything but PATTERN may be left out. PATTERN is a glob: * stands for any part of one component of
// the path, ** for any part of the path, ? for one character. With a slash it must match the whole path, without
// one the last component at any depth. Labels in braces must be there and match; their values are no paths, and * stands
// for any part of one. OP is one of = == != < <= > >= and
// compares a statistic: count, errors, value, rate, m1, m5, m15, min, max, mean, stddev, sum, p50, p75, p90, p95,
// p99, p999 or p9999. Without .stat a counter or meter compares its count, a gauge its value, a timer or histogram
// its p99. A series that has no such number, or no value at present, does not match. Double quotes around a
// pattern, key or glob take away the meaning of spaces and signs but not of the wildcards; a backslash takes away the
// meaning of one character. The empty query selects everything.
//
// The error is a [*QueryError]. The time to match is bounded by the product of the lengths of pattern and name.
func ParseQuery(query string) (*Query, error) {
	if len(query) > maxQuery {
		return nil, &QueryError{Query: query[:maxQuery], Pos: maxQuery, Msg: fmt.Sprintf("a query has at most %d bytes", maxQuery)}
	}
	p := &queryParser{in: query}
	q := &Query{}
	for p.skipSpace(); !p.done(); p.skipSpace() {
		t, err := p.term()
		if err != nil {
			return nil, err
		}
		q.terms = append(q.terms, t)
	}
	return q, nil
}

// Match reports whether the query selects a series.
func (q *Query) Match(s *Series) bool {
	for i := range q.terms {
		if !q.terms[i].match(s) {
			return false
		}
	}
	return true
}

// term is one condition.
type term struct {
	pattern glob
	whole   bool // the pattern has a slash, so it is matched against the whole path
	labels  []labelTerm
	stat    string
	op      string
	number  float64
}

type labelTerm struct {
	key   string
	value glob
}

func (t *term) match(s *Series) bool {
	name := s.Name
	if !t.whole {
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	if !t.pattern.match(name, '/') {
		return false
	}
	for _, l := range t.labels {
		if !l.match(s.Labels) {
			return false
		}
	}
	if t.op == "" {
		return t.stat == "" || !math.IsNaN(s.Stat(t.stat))
	}
	return compareNumbers(s.Stat(t.stat), t.op, t.number)
}

func (l *labelTerm) match(labels []Label) bool {
	for _, have := range labels {
		if have.Key == l.key {
			return l.value.match(have.Value, noSeparator)
		}
	}
	return false
}

func compareNumbers(a float64, op string, b float64) bool {
	switch op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case ">=":
		return a >= b
	case "!=":
		return a != b && !math.IsNaN(a)
	}
	return a == b
}
