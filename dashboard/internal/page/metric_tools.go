package page

import (
	"strconv"
	"strings"
	"time"
)

// between returns the place with the range between two times.
func (p Place) between(from, to time.Time) Place {
	p.Range, p.From, p.To = "", unix(from), unix(to)
	return p
}

// unix writes a time for a query string: seconds since 1970.
func unix(t time.Time) string {
	s := strconv.FormatInt(t.UnixMilli(), 10)
	if len(s) < 4 {
		return s
	}
	return strings.TrimSuffix(s[:len(s)-3]+"."+s[len(s)-3:], ".000")
}

func (d *Detail) length() time.Duration { return d.To.Sub(d.From) }

// earlier and later are the ranges beside that of the page, wider one of three times its length around it.
func (d *Detail) earlier(p Place) string {
	return p.between(d.From.Add(-d.length()), d.From).URL()
}

func (d *Detail) later(p Place) string { return p.between(d.To, d.To.Add(d.length())).URL() }

func (d *Detail) wider(p Place) string {
	return p.between(d.From.Add(-d.length()), d.To.Add(d.length())).URL()
}

// points is the history of the place, point by point.
func (p Place) points(format string) string {
	out := p.Format(format)
	if format == "json" {
		out += "&step=auto"
	}
	return out
}

// curl is the command that gets the statistics in a terminal.
func (p *Page) curl() string {
	return "curl '" + p.Base + p.Place.Format("prettyjson") + "'"
}

func direction(word string) string {
	if word == "higher" || word == "lower" {
		return word
	}
	return ""
}
