package exposition

import "github.com/binnacle-go/metrics"

// member is one series of a family.
type member struct {
	labels []metrics.Label
	text   string // the labels as they are written, without braces
}

// is reports whether the member stands for a series of its family.
func (m *member) is(s *metrics.Series) bool { return sameLabels(m.labels, s.Labels) }

func sameLabels(a, b []metrics.Label) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// label writes the labels of all members, unless that was done.
func (f *family) label(e Escaping) {
	if f.ready {
		return
	}
	f.ready = true
	if len(f.members) == 1 && len(f.members[0].labels) == 0 {
		return
	}
	labels := labellingOf(f, e)
	var b []byte
	ends := make([]int, len(f.members))
	for i := range f.members {
		b = labels.appendLabels(b, f.members[i].labels, i)
		ends[i] = len(b)
	}
	all, from := string(b), 0
	for i, end := range ends {
		f.members[i].text = all[from:end]
		from = end
	}
}
