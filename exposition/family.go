package exposition

import (
	"strings"

	"github.com/binnacle-go/metrics"
)

// family is the series of one instrument name, kind and unit, with all that their output has in common.
type family struct {
	name, unit, help string
	kind             metrics.Kind

	own     []string // label keys that this package writes itself
	parts   []part
	limits  *limits // of the buckets; nil where there are none
	members []member
	ready   bool // the labels of the members are written; nothing changes any more
}

// part is one metric family of the output.
type part struct {
	*role
	name   partName
	help   string
	tag    string // stateset: what stands before the state in the labels
	sample opening
	totals *totals // of histograms
}

func newFamily(s *metrics.Series) family {
	return family{name: s.Name, kind: s.Kind, unit: s.Unit, help: s.Help}
}

// holds reports whether a series belongs to the family.
func (f *family) holds(s *metrics.Series) bool {
	return f.kind == s.Kind && f.name == s.Name && f.unit == s.Unit
}

// isSame reports whether another family is written in the same way as this one, apart from its series.
func (f *family) isSame(g *family) bool {
	return f.kind == g.kind && f.name == g.name && f.unit == g.unit && f.help == g.help
}

// separators are what is replaced in every escaping.
var separators = strings.NewReplacer("/", "_", ":", "_")

// baseName joins the components of a path.
func baseName(path string) string { return separators.Replace(path) }

// plainName is the name of one part, before it is escaped; suffix tells it from others of that name.
func (f *family) plainName(r *role, first bool, suffix string) string {
	name := baseName(f.name)
	if first {
		name = trimWord(name, r.suffix)
	}
	own := unitWord(f.unit)
	if own != "" {
		name = trimWord(name, "_"+own)
	}
	name += r.infix + suffix
	if unit := f.unitOf(r); unit != "" && name != unit {
		name += "_" + unit
	}
	return name + r.suffix
}

// unitOf is the unit in the name of a part, as a word.
func (f *family) unitOf(r *role) string {
	switch r.unit {
	case unitOwn:
		return unitWord(f.unit)
	case unitSeconds:
		return "seconds"
	}
	return ""
}

func (f *family) isDistribution() bool {
	return f.kind == metrics.KindTimer || f.kind == metrics.KindHistogram
}

// trimWord removes a suffix unless nothing would remain.
func trimWord(name, suffix string) string {
	if trimmed := strings.TrimSuffix(name, suffix); trimmed != "" {
		return trimmed
	}
	return name
}

// isExact reports whether the name is exposed as it was given.
func (f *family) isExact(e Escaping) bool {
	return baseName(f.name) == f.name && e.escape(f.name) == f.name && isLegal(f.name)
}

// partName is the name of a part as it is exposed, and without the suffix of its type.
type partName struct{ full, short string }

func (f *family) partName(e Escaping, r *role, first bool, suffix string) partName {
	full := e.escape(f.plainName(r, first, suffix))
	return partName{full: full, short: strings.TrimSuffix(full, r.suffix)}
}

// inSyntax returns the name on the metadata lines.
func (n partName) inSyntax(s Syntax) string {
	if s == OpenMetrics100 {
		return n.short
	}
	return n.full
}

// familyMark tells names of metric families from those of samples, which may be the same. It is in no name.
const familyMark = "\xff"

// claims are all names that a part takes, in either format.
func (n partName) claims(r *role) []string {
	claims := []string{n.short + familyMark}
	if n.full != n.short {
		claims = append(claims, n.full+familyMark)
	}
	for _, suffix := range r.samples {
		claims = append(claims, n.short+suffix)
	}
	return claims
}
