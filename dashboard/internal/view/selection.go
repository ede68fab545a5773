package view

import (
	"hash/maphash"
	"strings"

	"github.com/binnacle-go/metrics"
)

// selection returns the places of the series at the path that match the query.
func (b *builder) selection() []int {
	all := b.sample.tick.Total.Series
	var out []int
	if b.place().Everything() {
		out = make([]int, 0, len(all))
	}
	for i := range all {
		if b.selects(i) {
			out = append(out, i)
		}
	}
	return out
}

func (b *builder) selects(i int) bool {
	x := &b.sample.tick.Total.Series[i]
	if !under(x.Name, b.Path) {
		return false
	}
	if b.Filter == nil {
		return true
	}
	if b.Span > 0 {
		x = b.sample.in(b.sample.window, i)
	}
	return b.Filter.Match(x)
}

// under reports whether a name lies at or below a path.
func under(name, path string) bool {
	return path == "" || strings.HasPrefix(name, path) && (len(name) == len(path) || name[len(path)] == '/')
}

// seed makes versions comparable within one process. A page of an earlier process is made anew.
var seed = maphash.MakeSeed()

// version changes when a page cannot be brought up to date by new numbers: when series came or went, others are shown
// of many, or something else has changed that the page's shape depends on. Rows are given as places in the sample.
func (b *builder) version(rows []int) uint32 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, i := range b.selected {
		x := &b.sample.tick.Total.Series[i]
		text(&h, x.Name)
		for _, l := range x.Labels {
			text(&h, l.Key)
			text(&h, l.Value)
		}
		h.WriteByte(byte(x.Kind))
		h.WriteByte(byte(len(x.States)))
		if len(rows) > 0 && rows[0] == i {
			h.WriteByte(1)
			rows = rows[1:]
		}
	}
	if len(b.selected) == 1 {
		for _, c := range b.only().Slow {
			text(&h, c.End.String())
		}
	}
	return uint32(h.Sum64())
}

func text(h *maphash.Hash, s string) {
	h.WriteString(s)
	h.WriteByte(0)
}

// only is the series when there is but one.
func (b *builder) only() *metrics.Series { return &b.sample.tick.Total.Series[b.selected[0]] }
