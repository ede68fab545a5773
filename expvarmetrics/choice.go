package expvarmetrics

import "fmt"

// choice is what is shown of all variables: one value a path, and a bounded number of them.
type choice struct {
	values   map[string]value  // by path
	problems map[string]string // by variable
}

// choose takes values in the order of the readings until there are max.
func choose(readings []reading, max int) *choice {
	c := &choice{values: map[string]value{}, problems: map[string]string{}}
	for _, r := range readings {
		if r.problem != "" {
			c.problem(r.variable, r.problem)
		}
		for _, v := range r.values {
			if len(c.values) >= max {
				c.problem(r.variable, errTooMany.Error())
				break
			}
			v.variable = r.variable
			c.take(v)
		}
	}
	return c
}

// take adds a value, unless its path is taken.
func (c *choice) take(v value) {
	other, taken := c.values[v.path]
	switch {
	case isBelow(v.path, map[string]bool{reserved: true}):
		c.problem(v.variable, fmt.Sprintf("its value at %q is hidden by what tells about variables", v.path))
	case taken:
		c.problem(v.variable, fmt.Sprintf("its value at %q is hidden by that of %q", v.path, other.variable))
	default:
		c.values[v.path] = v
	}
}

// problem notes the first problem of a variable.
func (c *choice) problem(variable, text string) {
	if c.problems[variable] == "" {
		c.problems[variable] = cut(text)
	}
}
