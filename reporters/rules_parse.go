package reporters

import (
	"errors"
	"fmt"
	"strings"

	"github.com/binnacle-go/metrics"
)

// ParseRules reads rules, each a verb and a query as [metrics.ParseQuery] knows it:
//
//	allow QUERY           reports the series that match
//	forbid QUERY          leaves them out
//	prune QUERY           leaves out what matches and everything below it in the tree
//	rename QUERY to PATH  reports what matches, and everything below it, with PATH in the place of what matches
//
// Statistics in a query are those of the interval: "forbid **.count = 0" leaves out what was idle. A rule without a
// query is an error, for it would decide everything: say ** for that. The error names the rule and wraps the
// [*metrics.QueryError] if there is one.
func ParseRules(rules ...string) ([]Rule, error) {
	parsed := make([]Rule, 0, len(rules))
	for _, text := range rules {
		rule, err := parseRule(text)
		if err != nil {
			return nil, fmt.Errorf("reporter's rule %q: %w", text, err)
		}
		parsed = append(parsed, rule)
	}
	return parsed, nil
}

// MustRules is ParseRules for rules that are part of the program: it panics if one is broken.
func MustRules(rules ...string) []Rule {
	parsed, err := ParseRules(rules...)
	if err != nil {
		panic(err)
	}
	return parsed
}

// blank reports what separates words in the query language; all else may be part of a name.
func blank(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }

func parseRule(text string) (Rule, error) {
	text = strings.TrimLeftFunc(text, blank) // at the end there may be a blank behind a backslash
	word, query := text, ""
	if i := strings.IndexFunc(text, blank); i >= 0 {
		word, query = text[:i], text[i:]
	}
	for _, v := range []verb{allow, forbid, prune, rename} {
		if word == v.String() {
			return parseQuery(v, text, query)
		}
	}
	return Rule{}, errors.New(`want "allow QUERY", "forbid QUERY", "prune QUERY" or "rename QUERY to PATH"`)
}

func parseQuery(v verb, text, query string) (Rule, error) {
	var path string
	if v == rename {
		var err error
		if query, path, err = cutPath(query); err != nil {
			return Rule{}, err
		}
	}
	if strings.TrimFunc(query, blank) == "" {
		return Rule{}, errors.New("the query is missing; ** stands for everything")
	}
	q, err := metrics.ParseQuery(query)
	if err != nil {
		return Rule{}, err
	}
	if v != rename {
		return Rule{verb: v, text: text, match: q.Match}, nil
	}
	return Rule{verb: v, text: text, rename: func(s *metrics.Series) string {
		if found := branch(q.Match, s); found != "" {
			return path + s.Name[len(found):]
		}
		return ""
	}}, nil
}

// cutPath takes " to PATH" off the end of a query.
func cutPath(query string) (rest, path string, err error) {
	words := strings.FieldsFunc(query, blank)
	n := len(words)
	if n < 2 || words[n-2] != "to" {
		return "", "", errors.New(`want "rename QUERY to PATH"`)
	}
	path = metrics.CleanPath(words[n-1])
	if path == "" {
		return "", "", errors.New("the new path is empty")
	}
	rest = strings.TrimRightFunc(query, blank)
	rest = strings.TrimRightFunc(strings.TrimSuffix(rest, words[n-1]), blank)
	return strings.TrimSuffix(rest, "to"), path, nil
}
