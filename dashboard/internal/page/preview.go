package page

import (
	"strconv"

	"github.com/a-h/templ"
)

// A Preview is what a reporter would send, as it is.
type Preview struct {
	still
	Heading, Text string
	Lines, More   string
	Rules         []Ruling
	Left          int  // further rules
	Open          bool // the lines are shown at once
}

// A Ruling says which rule decided on a series.
type Ruling struct {
	Series   string
	Reported bool
	Rule     string
	Name     string // that it gets
}

func (p *Preview) component() templ.Component { return preview(p) }

func (p *Preview) rules() string {
	if p.Left > 0 {
		return "The rule for each series, the first " + strconv.Itoa(len(p.Rules)) + " of " + strconv.Itoa(len(p.Rules)+p.Left)
	}
	return "The rule for each series"
}
