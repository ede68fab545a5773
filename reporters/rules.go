package reporters

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/binnacle-go/metrics"
)

// A Rule allows or forbids some series. In a list the newest rule, the last one, that matches a series decides; a
// series that none matches is reported. The zero Rule matches nothing.
type Rule struct {
	allow bool
	match func(*metrics.Series) bool
}

// ParseRules reads rules, each a verb and a query as [metrics.ParseQuery] knows it:
//
//	allow QUERY    reports the series that match
//	forbid QUERY   leaves them out
//	prune QUERY    leaves out what matches and everything below it in the tree
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

// AllowFunc returns a rule that allows the series for which match returns true. match gets the series of the
// interval, read-only, and runs on the runner's goroutine.
func AllowFunc(match func(*metrics.Series) bool) Rule { return Rule{allow: true, match: match} }

// ForbidFunc returns a rule that forbids the series for which match returns true; see [AllowFunc].
func ForbidFunc(match func(*metrics.Series) bool) Rule { return Rule{match: match} }

func parseRule(text string) (Rule, error) {
	text = strings.TrimSpace(text)
	verb, query := text, ""
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		verb, query = text[:i], text[i:]
	}
	if verb != "allow" && verb != "forbid" && verb != "prune" {
		return Rule{}, errors.New(`want "allow QUERY", "forbid QUERY" or "prune QUERY"`)
	}
	if strings.TrimSpace(query) == "" {
		return Rule{}, errors.New("the query is missing; ** stands for everything")
	}
	q, err := metrics.ParseQuery(query)
	if err != nil {
		return Rule{}, err
	}
	if verb == "prune" {
		return ForbidFunc(func(s *metrics.Series) bool { return matchBranch(q, s) }), nil
	}
	return Rule{allow: verb == "allow", match: q.Match}, nil
}

// matchBranch reports whether a query selects a series or any scope above it.
func matchBranch(q *metrics.Query, s *metrics.Series) bool {
	branch := *s
	for {
		if q.Match(&branch) {
			return true
		}
		slash := strings.LastIndexByte(branch.Name, '/')
		if slash < 0 {
			return false
		}
		branch.Name = branch.Name[:slash]
	}
}

func allowed(rules []Rule, s *metrics.Series) bool {
	for i := len(rules) - 1; i >= 0; i-- {
		if rules[i].match != nil && rules[i].match(s) {
			return rules[i].allow
		}
	}
	return true
}

// apply removes from a capture what the rules forbid.
func apply(rules []Rule, c *Capture) {
	if len(rules) == 0 {
		return
	}
	total, interval := *c.Total, *c.Interval
	total.Series, interval.Series = nil, nil
	for i := range c.Interval.Series {
		if allowed(rules, &c.Interval.Series[i]) {
			total.Series = append(total.Series, c.Total.Series[i])
			interval.Series = append(interval.Series, c.Interval.Series[i])
		}
	}
	c.Total, c.Interval = &total, &interval
}
