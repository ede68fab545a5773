package parse_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/internal/expected"
	"github.com/binnacle-go/metrics/integration/parse"
)

var (
	plainName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	marked    = regexp.MustCompile(`^[0-9a-f]{2}`)
)

// plain reports whether the documented mapping alone gives the names of all series: none needs escaping, and none
// meets another.
func plain(s *metrics.Snapshot) bool {
	ids := map[string]bool{}
	for _, x := range expected.Of(s) {
		if ids[x.ID] {
			return false
		}
		ids[x.ID] = true
	}
	return !slices.ContainsFunc(s.Series, func(x metrics.Series) bool { return !plainSeries(&x) })
}

func plainSeries(s *metrics.Series) bool {
	for _, part := range metrics.SplitPath(s.Name) {
		if !plainName.MatchString(part) {
			return false
		}
	}
	for _, l := range s.Labels {
		if !plainName.MatchString(l.Key) || l.Value == "" || slices.Contains([]string{"le", "state", "value"}, l.Key) {
			return false
		}
	}
	_, known := expected.UnitWords[s.Unit]
	return known
}

// normal returns an exposition's values by IDs with bucket bounds as the model writes them.
func normal(e *parse.Exposition) map[string]float64 {
	all := make(map[string]float64, len(e.Values))
	for id, v := range e.Values {
		l := e.Labels[id]
		if bound := l.Get(labels.BucketLabel); bound != "" {
			l = labels.NewBuilder(l).Set(labels.BucketLabel, expected.SameBound(bound)).Labels()
		}
		all[l.String()] = v
	}
	return all
}

// labelValues returns all label values of an exposition as they were before they were made valid UTF-8.
func labelValues(e *parse.Exposition) map[string]bool {
	all := map[string]bool{}
	for _, ls := range e.Labels {
		ls.Range(func(l labels.Label) { all[original(l.Value)] = true })
	}
	return all
}

// original turns each U+FFFD with two hexadecimal digits behind it back into a byte.
func original(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "�")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if mark := marked.FindString(after); mark != "" {
			n, _ := strconv.ParseUint(mark, 16, 8)
			b.WriteByte(byte(n))
			after = after[len(mark):]
		} else {
			b.WriteString("�")
		}
		s = after
	}
}
