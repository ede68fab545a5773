package metrics

import (
	"slices"
	"strconv"
	"strings"
)

type queryParser struct {
	in  string
	pos int
}

// queryOps is ordered so that the longer operators are tried first.
var queryOps = []string{"==", "!=", "<=", ">=", "=", "<", ">"}

func (p *queryParser) fail(pos int, msg string) error {
	return &QueryError{Query: p.in, Pos: pos, Msg: msg}
}

func (p *queryParser) done() bool { return p.pos >= len(p.in) }

func (p *queryParser) skipSpace() {
	for !p.done() && strings.IndexByte(" \t\r\n", p.in[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *queryParser) accept(token string) bool {
	if !strings.HasPrefix(p.in[p.pos:], token) {
		return false
	}
	p.pos += len(token)
	return true
}

func (p *queryParser) term() (t term, err error) {
	start := p.pos
	g, err := p.glob(" \t\r\n{}=!<>")
	if err != nil {
		return t, err
	}
	// The braces may stand before or behind the statistic.
	if t.stat = g.cutStat(); t.stat == "" && p.accept("{") {
		if t.labels, err = p.labels(); err == nil && p.accept(".") {
			t.stat, err = p.statistic()
		}
	} else if p.accept("{") {
		t.labels, err = p.labels()
	}
	if err != nil {
		return t, err
	}
	if len(g) == 0 {
		return t, p.fail(start, "expected a pattern such as latency, web/* or **")
	}
	t.pattern, t.whole = g, g.contains('/')
	if t.whole {
		t.pattern = t.pattern.trimSlashes()
	}
	return t, p.condition(&t)
}

func (p *queryParser) statistic() (string, error) {
	start := p.pos
	for !p.done() && strings.IndexByte(" \t\r\n=!<>", p.in[p.pos]) < 0 {
		p.pos++
	}
	if name := p.in[start:p.pos]; slices.Contains(statNames, name) {
		return name, nil
	}
	return "", p.fail(start, "expected a statistic, one of "+strings.Join(statNames, ", "))
}

// condition reads the operator and the number, if there are any.
func (p *queryParser) condition(t *term) error {
	behind := p.pos
	p.skipSpace()
	i := slices.IndexFunc(queryOps, p.accept)
	if i < 0 {
		if !p.done() && p.pos == behind {
			return p.fail(p.pos, "expected a space, or one of = == != < <= > >=")
		}
		return nil
	}
	t.op = queryOps[i]
	p.skipSpace()
	start := p.pos
	for !p.done() && strings.IndexByte(" \t\r\n", p.in[p.pos]) < 0 {
		p.pos++
	}
	n, err := strconv.ParseFloat(p.in[start:p.pos], 64)
	if err != nil {
		return p.fail(start, "expected a number behind "+t.op)
	}
	t.number = n
	return nil
}

func (p *queryParser) labels() ([]labelTerm, error) {
	var out []labelTerm
	for {
		p.skipSpace()
		if p.accept("}") {
			return out, nil
		}
		key, err := p.glob(" \t\r\n{}=,")
		if err != nil {
			return nil, err
		}
		p.skipSpace()
		if len(key) == 0 || !p.accept("=") {
			return nil, p.fail(p.pos, "expected a label as key=glob")
		}
		p.skipSpace()
		value, err := p.glob(" \t\r\n{},")
		if err != nil {
			return nil, err
		}
		out = append(out, labelTerm{key.literal(), value})
		p.skipSpace()
		if !p.accept(",") && !strings.HasPrefix(p.in[p.pos:], "}") {
			return nil, p.fail(p.pos, "expected , or } behind a label")
		}
	}
}

// glob reads up to one of the stop characters, which quotes and backslashes make plain.
func (p *queryParser) glob(stops string) (glob, error) {
	var g glob
	quote := -1
	for ; !p.done(); p.pos++ {
		c := p.in[p.pos]
		switch {
		case c == '\\':
			if p.pos++; p.done() {
				return nil, p.fail(p.pos, "expected a character behind the backslash")
			}
			g = append(g, globByte{p.in[p.pos], true})
		case c == '"' && quote < 0:
			quote = p.pos
		case c == '"':
			quote = -1
		case quote < 0 && strings.IndexByte(stops, c) >= 0:
			return g, nil
		default:
			g = append(g, globByte{c, quote >= 0 && c != '*' && c != '?'})
		}
	}
	if quote >= 0 {
		return nil, p.fail(quote, "this quote is not closed")
	}
	return g, nil
}
