package expvarmetrics

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics"
)

// Names below "expvar" that tell about the variables. No variable is shown at or below the first of them.
const (
	reserved     = "binnacle"
	valuesName   = reserved + "/values"
	problemsName = reserved + "/problems"
)

// mirror keeps the series of a scope equal to the values of variables.
type mirror struct {
	scope    *metrics.Scope
	gauges   map[string]*metrics.Gauge // by path
	texts    map[string]*metrics.Text
	problems map[string]*metrics.Text // by variable
}

func newMirror(scope *metrics.Scope) *mirror {
	return &mirror{
		scope:    scope,
		gauges:   map[string]*metrics.Gauge{},
		texts:    map[string]*metrics.Text{},
		problems: map[string]*metrics.Text{},
	}
}

// show makes the series those that were chosen and returns how many they are.
func (m *mirror) show(c *choice) int {
	m.remove(c.values)
	for path, v := range c.values {
		if err := m.set(v); err != nil {
			delete(c.values, path)
			c.problem(v.variable, err.Error())
		}
	}
	m.report(c.problems)
	return len(c.values)
}

// remove closes the series that have no value any more, or one of the other kind. The snapshot under way still has
// them, so they are emptied too.
func (m *mirror) remove(keep map[string]value) {
	gone := map[string]bool{}
	for path, gauge := range m.gauges {
		if v, ok := keep[path]; !ok || v.isText {
			gauge.Set(math.NaN())
			gone[path] = true
		}
	}
	for path, text := range m.texts {
		if v, ok := keep[path]; !ok || !v.isText {
			text.Set("")
			gone[path] = true
		}
	}
	if len(gone) == 0 {
		return
	}
	for path := range gone {
		m.scope.SubScope(path).Close()
	}
	// Closing a path has closed what is below it too; what is to stay there is made anew.
	maps.DeleteFunc(m.gauges, func(path string, _ *metrics.Gauge) bool { return isBelow(path, gone) })
	maps.DeleteFunc(m.texts, func(path string, _ *metrics.Text) bool { return isBelow(path, gone) })
}

// isBelow reports whether a path is at or below one of others.
func isBelow(path string, others map[string]bool) bool {
	for {
		if others[path] {
			return true
		}
		slash := strings.LastIndexByte(path, '/')
		if slash < 0 {
			return false
		}
		path = path[:slash]
	}
}

// set sets a series, and makes it if it is new. Who has made something else of that name gets an error, not a panic.
func (m *mirror) set(v value) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("its value at %q has no series: %v", v.path, p)
		}
	}()
	if v.isText {
		if m.texts[v.path] == nil {
			m.texts[v.path] = m.scope.Text(v.path, help(v.variable))
		}
		m.texts[v.path].Set(v.text)
		return nil
	}
	if m.gauges[v.path] == nil {
		m.gauges[v.path] = m.scope.Gauge(v.path, help(v.variable))
	}
	m.gauges[v.path].Set(v.number)
	return nil
}

func help(variable string) metrics.Option {
	return metrics.Help(fmt.Sprintf("Of the variable %q of package expvar.", variable))
}

// report makes the problems those of now.
func (m *mirror) report(problems map[string]string) {
	for variable, text := range m.problems {
		if _, ok := problems[variable]; !ok {
			text.Set("")
			m.scope.SubScope(problemsName, metrics.L("variable", variable)).Close()
			delete(m.problems, variable)
		}
	}
	for _, variable := range slices.Sorted(maps.Keys(problems)) {
		if m.problems[variable] == nil {
			m.problems[variable] = m.scope.Text(problemsName, metrics.L("variable", variable),
				metrics.Help("Why variables of package expvar are not shown, or not all of them."))
		}
		m.problems[variable].Set(problems[variable])
	}
}
