package metrics

import (
	"slices"
	"unicode/utf8"
)

// glob is a pattern of bytes, each plain or, if it is * or ? and not escaped, a wildcard.
type glob []globByte

type globByte struct {
	c       byte
	escaped bool
}

func (b globByte) is(c byte) bool { return b.c == c && !b.escaped }

func (g glob) contains(c byte) bool {
	return slices.ContainsFunc(g, func(b globByte) bool { return b.c == c })
}

func (g glob) literal() string {
	out := make([]byte, len(g))
	for i, b := range g {
		out[i] = b.c
	}
	return string(out)
}

func (g glob) trimSlashes() glob {
	for len(g) > 0 && g[0].c == '/' {
		g = g[1:]
	}
	for len(g) > 0 && g[len(g)-1].c == '/' {
		g = g[:len(g)-1]
	}
	return g
}

// cutStat takes a known statistic off the pattern's end: "latency.p99" is latency and p99.
func (g *glob) cutStat() string {
	for i := len(*g) - 1; i >= 0; i-- {
		if !(*g)[i].is('.') {
			continue
		}
		if name := (*g)[i+1:].literal(); i > 0 && slices.Contains(statNames, name) {
			*g = (*g)[:i]
			return name
		}
		return ""
	}
	return ""
}

// noSeparator is that of what is not a path: there a * stands for anything.
const noSeparator = -1

// match reports whether the pattern covers the whole of s, whose components a separator parts. It keeps one place to return
// to for each of the two wildcards, so its time is bounded by the product of the lengths.
func (g glob) match(s string, separator int) bool {
	i, j := 0, 0
	star, starAt := -1, 0     // behind the last *, and where its match ends in s
	double, doubleAt := -1, 0 // the same for the last **
	for i < len(s) || j < len(g) {
		switch {
		case j+1 < len(g) && g[j].is('*') && g[j+1].is('*'):
			if j += 2; j == len(g) {
				return true // it covers all that is left
			}
			double, doubleAt, star = j, i, -1
			continue
		case j < len(g) && g[j].is('*'):
			j++
			star, starAt = j, i
			continue
		case j < len(g) && i < len(s):
			if n := g.step(j, s[i:], separator); n > 0 {
				i, j = i+n, j+1
				continue
			}
		}
		switch {
		case star >= 0 && starAt < len(s) && int(s[starAt]) != separator:
			starAt++
			i, j = starAt, star
		case double >= 0 && doubleAt < len(s):
			doubleAt++
			i, j, star = doubleAt, double, -1
		default:
			return false
		}
	}
	return true
}

// step returns how many bytes of s the single pattern byte at j covers, 0 if it does not match.
func (g glob) step(j int, s string, separator int) int {
	if g[j].is('?') && int(s[0]) != separator {
		_, n := utf8.DecodeRuneInString(s)
		return n
	}
	if g[j].c == s[0] && !g[j].is('?') {
		return 1
	}
	return 0
}
