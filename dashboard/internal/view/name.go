package view

import (
	"slices"
	"sort"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// name says which series a row shows, and links to its own page.
func (b *builder) name(r *page.Row, x *metrics.Series) {
	r.ID = x.ID()
	path, last := split(x.Name)
	if b.Name == page.Overview {
		r.Path = page.Visible(path)
	}
	r.Name = page.Visible(last)
	r.Help = page.Visible(x.Help)
	r.Chips = b.chips(x)
	r.Href = b.seriesPlace(x).URL()
}

// chips are the labels that tell a series from others.
func (b *builder) chips(x *metrics.Series) []string {
	if len(x.Labels) == 0 {
		return nil
	}
	var out []string
	common := b.common()
	for _, l := range x.Labels {
		if !slices.Contains(common, l) {
			out = append(out, page.Visible(l.Key)+"="+page.Visible(l.Value))
		}
	}
	return out
}

// entry is how lists call a series, with some texts behind it.
func (b *builder) entry(x *metrics.Series, text ...string) page.Entry {
	path, last := split(x.Name)
	return page.Entry{
		Href: b.seriesPlace(x).URL(), Path: page.Visible(path), Name: page.Visible(last),
		Tags: strings.Join(b.chips(x), " "), Text: text,
	}
}

// seriesPlace is the page of a series.
func (b *builder) seriesPlace(x *metrics.Series) page.Place {
	place := b.place().At(x.Name).In(page.Overview)
	if b.namesakes(x.Name) {
		place.Query = labelQuery(x.Labels)
	}
	return place
}

// namesakes reports whether several series have a name. Those that do stand together.
func (b *builder) namesakes(name string) bool {
	all := b.sample.tick.Total.Series
	i := sort.Search(len(all), func(i int) bool { return all[i].Name >= name })
	return i+1 < len(all) && all[i].Name == name && all[i+1].Name == name
}

// split cuts a name before its last component.
func split(name string) (path, last string) {
	i := strings.LastIndexByte(name, '/') + 1
	return name[:i], name[i:]
}

// longestQuery is what a query may have at most.
const longestQuery = 1024

// labelQuery selects series by their labels. An empty key cannot stand in a query; and a query that would be too long
// is left out: the family has to do.
func labelQuery(labels []metrics.Label) string {
	var b strings.Builder
	b.WriteString("*")
	for _, l := range labels {
		if l.Key == "" {
			continue
		}
		b.WriteByte("{,"[min(b.Len()-1, 1)])
		escape(&b, l.Key)
		b.WriteByte('=')
		escape(&b, l.Value)
	}
	if b.Len() == 1 || b.Len() >= longestQuery {
		return ""
	}
	b.WriteByte('}')
	return b.String()
}

// escape takes away the meaning that characters have in a query.
func escape(b *strings.Builder, s string) {
	for i := range len(s) {
		if strings.IndexByte(" \t\r\n{}=,*?\"\\", s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
}

// commonLabels are those that all series have: the registry's own. They tell nothing apart.
func commonLabels(s *metrics.Snapshot) []metrics.Label {
	if len(s.Series) < 2 {
		return nil
	}
	common := slices.Clone(s.Series[0].Labels)
	for i := range s.Series {
		if len(common) == 0 {
			break
		}
		common = slices.DeleteFunc(common, func(l metrics.Label) bool { return !slices.Contains(s.Series[i].Labels, l) })
	}
	return common
}
