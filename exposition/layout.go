package exposition

import (
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// layout is how the series of a snapshot are written in one format. It is immutable and serves all snapshots that
// have the same series.
type layout struct {
	format   Format
	order    []int // which series stands where; nil if it is that of the snapshot
	families []family
	text     []byte // openings, one behind the other as they are written
	size     int    // series
	renamed  int    // parts that bear a suffix
}

// orderOf returns the order in which the series of each family stand together, nil if they do already: as they are
// in a snapshot unless a name has several kinds or units.
func orderOf(series []metrics.Series) []int {
	inOrder := true
	for i := 1; i < len(series) && inOrder; i++ {
		inOrder = compareFamily(&series[i-1], &series[i]) <= 0
	}
	if inOrder {
		return nil
	}
	order := make([]int, len(series))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareFamily(&series[a], &series[b]) })
	return order
}

// position returns which series of the snapshot stands at a place.
func (l *layout) position(place int) int {
	if l.order == nil {
		return place
	}
	return l.order[place]
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

// fits reports whether the layout is made for exactly these series. It costs little where names and labels are those
// of the same instruments, for then they are the same in memory.
func (l *layout) fits(series []metrics.Series) bool {
	if l == nil || l.size != len(series) {
		return false
	}
	place := 0
	for i := range l.families {
		f := &l.families[i]
		if f.help != series[l.position(place)].Help {
			return false
		}
		for j := range f.members {
			s := &series[l.position(place+j)]
			if !f.holds(s) || !f.members[j].is(s) {
				return false
			}
		}
		place += len(f.members)
	}
	return true
}

// newLayout makes the layout of series. It takes over what it can from the layout before, which may be nil.
func newLayout(series []metrics.Series, format Format, o *Options, before *layout) *layout {
	l := &layout{format: format, order: orderOf(series), size: len(series)}
	l.split(series)
	if before != nil && slices.EqualFunc(l.families, before.families, func(a, b family) bool { return a.isSame(&b) }) {
		l.takeOver(before)
	} else {
		l.settle(o)
	}
	for i := range l.families {
		l.families[i].label(format.Escaping)
	}
	return l
}

// split arranges the series in families.
func (l *layout) split(series []metrics.Series) {
	all := make([]member, len(series))
	first := 0
	for i := range all {
		s := &series[l.position(i)]
		all[i].labels = s.Labels
		if n := len(l.families); n == 0 || !l.families[n-1].holds(s) {
			l.families = append(l.families, newFamily(s))
			first = i
		}
		l.families[len(l.families)-1].members = all[first : i+1 : i+1]
	}
}

// takeOver takes names from a layout of the same families, and labels where they are the same.
func (l *layout) takeOver(before *layout) {
	l.renamed, l.text = before.renamed, before.text
	for i := range l.families {
		f, b := &l.families[i], before.families[i]
		members := f.members
		*f = b
		if !slices.EqualFunc(members, b.members, func(m, n member) bool { return sameLabels(m.labels, n.labels) }) {
			f.members, f.ready = members, false
		}
	}
}

// settle gives all families their names.
func (l *layout) settle(o *Options) {
	claimants := l.claimants()
	settle(claimants)
	known := map[string]*limits{}
	parts := make([]part, len(claimants)) // one behind the other in memory too
	for i := range l.families {
		f := &l.families[i]
		n := len(rolesOf[f.kind])
		f.parts, parts = parts[:n:n], parts[n:]
		l.name(f, claimants[:n])
		if f.isDistribution() {
			f.limits = limitsOf(o.bounds(f.name, f.unit), l.format.Syntax, known)
		}
		claimants = claimants[n:]
	}
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
		p := &f.parts[j]
		p.role, p.name, p.help = &roles[j], n, repair(f.helpOf(&roles[j], renamed))
		l.open(p, l.head(f, p), n, j == 0 && f.isDistribution())
		if f.kind == metrics.KindState && j == 0 {
			f.own = slices.Compact([]string{n.short, "state"}) // a state may be called "state"
			p.tag = string(appendName(nil, n.short)) + "="
		}
	}
}

// head returns the metadata lines of a part, in the order that OpenMetrics recommends.
func (l *layout) head(f *family, p *part) []byte {
	name := appendName(nil, p.name.inSyntax(l.format.Syntax))
	b := appendLine(nil, "# TYPE ", name, p.typeName[l.format.Syntax])
	if unit := f.unitOf(p.role); unit != "" && l.format.Syntax == OpenMetrics100 && strings.HasSuffix(p.name.short, "_"+unit) {
		b = appendLine(b, "# UNIT ", name, unit)
	}
	help := string(appendEscaped(nil, p.help, l.format.Syntax == OpenMetrics100))
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
