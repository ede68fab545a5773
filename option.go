package metrics

import (
	"slices"
	"strings"
)

// An Option refines an instrument when it is registered: a [Label], or what [L], [Help], [Unit], [Digits],
// [Resolution] and [LogSlow] return. All but labels belong to all series of one name; the first registration of the
// name decides them.
type Option interface{ apply(*settings) }

// A Label is one dimension of a series. Keys and values may hold any bytes; each output escapes what it must.
// A Label is itself an [Option].
type Label struct{ Key, Value string }

// L is shorthand for Label{Key: key, Value: value}.
func L(key, value string) Label { return Label{Key: key, Value: value} }

// Help says in a sentence what the instrument shows. It appears on the page and in the exposition.
func Help(text string) Option { return optionFunc(func(s *settings) { s.help = text }) }

// Unit names the base unit of the values in the style of UCUM: "s" for seconds, "By" for bytes, "1" for a ratio
// or a plain number. Outputs for machines keep the base unit; only the page shows it in a human size.
func Unit(unit string) Option { return optionFunc(func(s *settings) { s.unit = unit }) }

// Digits sets the significant decimal digits of a timer or histogram, 1 to 3; values outside are moved to the
// nearest. The default, 2, keeps every quantile within 1 % of the true value. Memory grows about eightfold a digit.
func Digits(n int) Option {
	return optionFunc(func(s *settings) { s.digits = uint8(min(max(n, 1), 3)) })
}

// Resolution sets the smallest value that a histogram tells from zero, in its own unit. The default is 1, which
// suits counts and bytes; ratios need for instance 0.001. Values up to 1.4e14 times the resolution are held.
// A resolution that is not a positive finite number is ignored.
func Resolution(smallest float64) Option {
	return optionFunc(func(s *settings) {
		if smallest > 0 && smallest <= maxResolution {
			s.resolution = smallest
		}
	})
}

const (
	defaultDigits = 2
	maxResolution = 1e300
)

type optionFunc func(*settings)

func (f optionFunc) apply(s *settings) { f(s) }

func (l Label) apply(s *settings) { s.labels = append(s.labels, l) }

// settings is what the options of one registration say together.
type settings struct {
	desc
	labels []Label
}

func newSettings(kind Kind, opts []Option) settings {
	s := settings{desc: defaultDesc(kind)}
	for _, o := range opts {
		if o != nil {
			o.apply(&s)
		}
	}
	if kind == KindTimer {
		s.unit = "s"
	}
	return s
}

func defaultDesc(kind Kind) desc {
	d := desc{kind: kind, digits: defaultDigits, resolution: 1}
	if kind == KindTimer {
		d.unit = "s"
	}
	return d
}

// defaultDescs are shared by all series that were registered without options.
var defaultDescs = func() (all [len(kindNames)]desc) {
	for kind := range all {
		all[kind] = defaultDesc(Kind(kind))
	}
	return all
}()

// shared returns a pointer to d that no one changes.
func shared(d desc) *desc {
	if known := &defaultDescs[d.kind]; *known == d {
		return known
	}
	return &d
}

// mergeLabels returns the labels of all groups sorted by key; of equal keys the last one stays.
func mergeLabels(groups ...[]Label) []Label {
	all := slices.Concat(groups...)
	slices.SortStableFunc(all, func(a, b Label) int { return strings.Compare(a.Key, b.Key) })
	out := all[:0]
	for i, l := range all {
		if i+1 < len(all) && all[i+1].Key == l.Key {
			continue
		}
		out = append(out, l)
	}
	return slices.Clip(out)
}
