package search

import (
	"regexp"
	"regexp/syntax"
)

// maxPattern is the longest pattern, in bytes, that is compiled: beyond it nobody typed it.
const maxPattern = 1000

// A pattern is a compiled regular expression in which ^, $, \A and \z stand for the ends of lines.
type pattern struct {
	re      *regexp.Regexp
	literal []byte // occurs in every match; files without it need no matching
}

// parsePattern returns the compiler's own error for a broken expression.
func parsePattern(s string) (*pattern, error) {
	parsed, err := syntax.Parse(s, syntax.Perl)
	if err != nil {
		return nil, err
	}
	anchorToLines(parsed)
	re, err := regexp.Compile(parsed.String())
	if err != nil {
		return nil, err
	}
	return &pattern{re: re, literal: []byte(requiredLiteral(parsed))}, nil
}

// anchorToLines lets the ends of text be the ends of lines, since a file is searched line by line.
func anchorToLines(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpBeginText:
		re.Op = syntax.OpBeginLine
	case syntax.OpEndText:
		re.Op = syntax.OpEndLine
	}
	for _, sub := range re.Sub {
		anchorToLines(sub)
	}
}

// requiredLiteral returns the longest string found that each match of re must contain, or "".
func requiredLiteral(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return requiredLiteral(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return requiredLiteral(re.Sub[0])
		}
	case syntax.OpConcat:
		longest := ""
		for _, sub := range re.Sub {
			if s := requiredLiteral(sub); len(s) > len(longest) {
				longest = s
			}
		}
		return longest
	}
	return ""
}
