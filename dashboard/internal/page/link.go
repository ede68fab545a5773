package page

import (
	"fmt"
	"strconv"
	"strings"
)

// A Place is what a page shows: which view, and of which part of the registry. Links are relative to the URL that
// the dashboard is mounted on.
type Place struct {
	View    string // one of the constants
	Path    string
	Query   string
	Range   string
	From    string
	To      string
	Compare string // the earlier range that it is compared with; see view.View
	Sort    string // what rows are ordered by, with a minus before it for the opposite order
	Skip    int    // rows before the first one that is shown
	UTC     bool   // times are in UTC
}

// URL is the page of the place.
func (p Place) URL() string { return p.Format("") }

// Format is the place in another format.
func (p Place) Format(format string) string {
	var b strings.Builder
	if format == "" {
		parameter(&b, "view", p.View)
		parameter(&b, "sort", p.Sort)
		parameter(&b, "skip", p.skip())
		parameter(&b, "compare", p.Compare)
		parameter(&b, "utc", p.utc())
	}
	parameter(&b, "path", p.Path)
	parameter(&b, "query", p.Query)
	parameter(&b, "range", p.Range)
	parameter(&b, "from", p.From)
	parameter(&b, "to", p.To)
	parameter(&b, "format", format)
	if b.Len() == 0 {
		return "?"
	}
	return b.String()
}

func parameter(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	b.WriteByte("?&"[min(b.Len(), 1)])
	b.WriteString(name)
	b.WriteByte('=')
	escapeQuery(b, value)
}

// escapeQuery escapes only what has a meaning in a query string: paths and queries are full of signs that have none.
func escapeQuery(b *strings.Builder, s string) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case c <= ' ' || c >= 0x7f || strings.IndexByte(`"#%&'+;<>\^`+"`|", c) >= 0:
			fmt.Fprintf(b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
}

func (p Place) skip() string {
	if p.Skip == 0 {
		return ""
	}
	return strconv.Itoa(p.Skip)
}

func (p Place) utc() string {
	if p.UTC {
		return "1"
	}
	return ""
}

// otherClock returns the place with its times in UTC, or in those of the program's machine again.
func (p Place) otherClock() Place {
	p.UTC = !p.UTC
	return p
}

func (p Place) otherClockName() string {
	if p.UTC {
		return "Show local time"
	}
	return "Show UTC"
}

// At returns the place with another path, and without a query.
func (p Place) At(path string) Place {
	p.Path, p.Query, p.Skip = path, "", 0
	return p
}

// By returns the place with its rows in another order.
func (p Place) By(sort string) Place {
	p.Sort, p.Skip = sort, 0
	return p
}

// After returns the place with another first row.
func (p Place) After(skip int) Place {
	p.Skip = skip
	return p
}

// Last returns the place with the statistics of a range that ends with the latest sample.
func (p Place) Last(span string) Place {
	p.Range, p.From, p.To = span, "", ""
	return p
}

// Against returns the place compared with an earlier range; empty for none.
func (p Place) Against(compare string) Place {
	p.Compare = compare
	return p
}

// In returns the place in another view.
func (p Place) In(view string) Place {
	p.View, p.Sort, p.Skip = view, "", 0
	return p
}

// Everything reports whether the place is the whole registry.
func (p Place) Everything() bool { return p.Path == "" && p.Query == "" }
