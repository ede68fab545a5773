package exposition

import (
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// layout is how the families of a snapshot are written in one format. It is immutable and serves all snapshots that
// have the same families.
type layout struct {
	format   Format
	families []family
	renamed  int // parts that bear a suffix
}

// ordered returns the series with those of each family together, as they are in a snapshot unless a name has
// several kinds or units.
func ordered(series []metrics.Series) []metrics.Series {
	inOrder := true
	for i := 1; i < len(series) && inOrder; i++ {
		inOrder = compareFamily(&series[i-1], &series[i]) <= 0
	}
	if inOrder {
		return series
	}
	series = slices.Clone(series)
	slices.SortStableFunc(series, func(a, b metrics.Series) int { return compareFamily(&a, &b) })
	return series
}

func compareFamily(a, b *metrics.Series) int {
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c
	}
	if a.Kind != b.Kind {
		return int(a.Kind) - int(b.Kind)
	}
	return strings.Compare(a.Unit, b.Unit)
}

// next returns how many of the series, which are not empty, are of the first one's family.
func next(series []metrics.Series) int {
	f := newFamily(&series[0])
	n := 1
	for n < len(series) && f.holds(&series[n]) {
		n++
	}
	return n
}

// fits reports whether the layout is made for exactly the families of the series.
func (l *layout) fits(series []metrics.Series) bool {
	if l == nil {
		return false
	}
	for i := range l.families {
		f := &l.families[i]
		if len(series) == 0 || !f.holds(&series[0]) || f.help != series[0].Help {
			return false
		}
		series = series[next(series):]
	}
	return len(series) == 0
}

func newLayout(series []metrics.Series, format Format, o *Options) *layout {
	l := &layout{format: format}
	for len(series) > 0 {
		l.families = append(l.families, newFamily(&series[0]))
		series = series[next(series):]
	}
	claimants := l.claimants()
	settle(claimants)
	for i := range l.families {
		f := &l.families[i]
		n := len(rolesOf[f.kind])
		l.name(f, claimants[:n])
		l.limit(f, o)
		claimants = claimants[n:]
	}
	return l
}

// claimants returns one for each part of each family, in order.
func (l *layout) claimants() []claimant {
	var all []claimant
	for i := range l.families {
		f := &l.families[i]
		roles := rolesOf[f.kind]
		rank := 1
		if f.isExact(l.format.Escaping) {
			rank = 0
		}
		for j := range roles {
			all = append(all, claimant{
				id:   f.kind.String() + " " + f.unit + " " + f.name,
				rank: rank + 2*min(j, 1), // what is derived gives way to what somebody named
				names: func(suffix string) []string {
					return f.partName(l.format.Escaping, &roles[j], j == 0, suffix).claims(&roles[j])
				},
			})
		}
	}
	return all
}

// name makes the parts of a family with the names that were settled.
func (l *layout) name(f *family, settled []claimant) {
	roles := rolesOf[f.kind]
	f.own = ownLabels[f.kind]
	for j := range roles {
		n := f.partName(l.format.Escaping, &roles[j], j == 0, settled[j].suffix)
		renamed := settled[j].suffix != ""
		if renamed {
			l.renamed++
		}
		p := part{role: roles[j], head: l.head(f, &roles[j], n, renamed)}
		p.open(n, j == 0 && f.isDistribution())
		if f.kind == metrics.KindState && j == 0 {
			f.own = slices.Compact([]string{n.short, "state"}) // a state may be called "state"
			p.tag = string(appendName(nil, n.short)) + "="
		}
		f.parts = append(f.parts, p)
	}
}

func (p *part) open(n partName, histogram bool) {
	if !histogram {
		p.sample = newOpening(n.full)
		return
	}
	p.sample, p.sum, p.count = newOpening(n.full+"_bucket"), newOpening(n.full+"_sum"), newOpening(n.full+"_count")
}

func newOpening(name string) opening {
	if isLegal(name) {
		return opening{text: []byte(name)}
	}
	return opening{text: appendQuoted([]byte{'{'}, name), quoted: true}
}

// limit prepares the buckets of a family that has them.
func (l *layout) limit(f *family, o *Options) {
	if !f.isDistribution() {
		return
	}
	for _, b := range o.bounds(f.name, f.unit) {
		label := append(appendFloat([]byte(`le="`), b, l.format.Syntax), '"')
		f.limits = append(f.limits, limit{bound: b, label: label})
	}
}

// head returns the metadata lines of a part, in the order that OpenMetrics recommends.
func (l *layout) head(f *family, r *role, n partName, renamed bool) []byte {
	name := appendName(nil, n.inSyntax(l.format.Syntax))
	b := appendLine(nil, "# TYPE ", name, r.name[l.format.Syntax])
	if unit := f.unitOf(r); unit != "" && l.format.Syntax == OpenMetrics100 && strings.HasSuffix(n.short, "_"+unit) {
		b = appendLine(b, "# UNIT ", name, unit)
	}
	help := string(appendEscaped(nil, repair(f.helpOf(r, renamed)), l.format.Syntax == OpenMetrics100))
	return appendLine(b, "# HELP ", name, help)
}

func appendLine(b []byte, keyword string, name []byte, text string) []byte {
	b = append(b, keyword...)
	b = append(b, name...)
	b = append(b, ' ')
	b = append(b, text...)
	return append(b, '\n')
}

// helpOf returns the help text of a part. Without one, the path says what cannot be read from the name any more.
func (f *family) helpOf(r *role, renamed bool) string {
	help := f.help
	if help == "" {
		help = f.kind.String() + " " + f.name
	}
	if r.help != "" {
		help += " (" + r.help + ")"
	}
	if renamed {
		help += " [" + f.name + "]"
	}
	return help
}
