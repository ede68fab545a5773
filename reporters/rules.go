package reporters

import (
	"strings"

	"github.com/binnacle-go/metrics"
)

// A Rule says of some series whether, or under which name, they are reported. Of a list, the newest rule, the last
// one, that allows, forbids or prunes a series decides whether it is reported; the newest one that renames it decides
// its name, whichever stands first. A series that no rule speaks of is reported under its own name. All reporters have
// the same rules. The zero Rule matches nothing.
type Rule struct {
	verb   verb
	text   string
	match  func(*metrics.Series) bool   // allow, forbid, prune
	rename func(*metrics.Series) string // the new name, empty for none
}

type verb uint8

const (
	allow verb = iota
	forbid
	prune
	rename
)

func (v verb) String() string { return [...]string{"allow", "forbid", "prune", "rename"}[v] }

// String returns the rule as it was written, or its verb and "(function)".
func (r Rule) String() string { return r.text }

// AllowFunc returns a rule that allows the series for which match returns true. match gets the series of the
// interval, read-only, and runs on the runner's goroutine, or that of Preview, never twice at once.
func AllowFunc(match func(*metrics.Series) bool) Rule { return ruleFunc(allow, match) }

// ForbidFunc returns a rule that forbids the series for which match returns true; see [AllowFunc].
func ForbidFunc(match func(*metrics.Series) bool) Rule { return ruleFunc(forbid, match) }

// PruneFunc returns a rule that forbids the series for which match returns true, and everything below their names in
// the tree: match is also asked with each name above a series' own. See [AllowFunc].
func PruneFunc(match func(*metrics.Series) bool) Rule { return ruleFunc(prune, match) }

// RenameFunc returns a rule by which a series is reported under the name that name returns; empty, or the series' own,
// stands for none. See [AllowFunc].
func RenameFunc(name func(*metrics.Series) string) Rule {
	return Rule{verb: rename, text: "rename (function)", rename: name}
}

func ruleFunc(v verb, match func(*metrics.Series) bool) Rule {
	return Rule{verb: v, text: v.String() + " (function)", match: match}
}

// decides reports whether a rule says that a series is, or is not, reported.
func (r *Rule) decides(s *metrics.Series) bool {
	if r.match == nil {
		return false
	}
	if r.verb == prune {
		return branch(r.match, s) != ""
	}
	return r.match(s)
}

// newName returns what a rule renames a series to, empty if it does not.
func (r *Rule) newName(s *metrics.Series) string {
	if r.rename == nil {
		return ""
	}
	if name := metrics.CleanPath(r.rename(s)); name != s.Name {
		return name
	}
	return ""
}

// branch returns the longest of a series' name and the names of the scopes above it that match, empty if none does.
func branch(match func(*metrics.Series) bool, s *metrics.Series) string {
	above := *s
	for !match(&above) {
		slash := strings.LastIndexByte(above.Name, '/')
		if slash < 0 {
			return ""
		}
		above.Name = above.Name[:slash]
	}
	return above.Name
}

// withoutOwn is the newest rule unless Options.ReportHealth is set.
var withoutOwn = Rule{verb: forbid, text: "Options.ReportHealth is not set", match: func(s *metrics.Series) bool {
	return strings.HasPrefix(s.Name, ownScope+"/")
}}

// decide asks the rules about a series.
func decide(rules []Rule, s *metrics.Series) (d Decision) {
	if by := newest(rules, func(r *Rule) bool { return r.decides(s) }); by != nil {
		d.Reported, d.Rule = by.verb == allow, by.text
	} else {
		d.Reported = true
	}
	if by := newest(rules, func(r *Rule) bool { return r.newName(s) != "" }); by != nil && d.Reported {
		d.Name, d.RenamedBy = by.newName(s), by.text
	}
	return d
}

func newest(rules []Rule, applies func(*Rule) bool) *Rule {
	for i := len(rules) - 1; i >= 0; i-- {
		if applies(&rules[i]) {
			return &rules[i]
		}
	}
	return nil
}
