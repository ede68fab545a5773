package mirror

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
)

// Options configure [Show]. A nil *Options and zero fields mean the defaults.
type Options struct {
	// MaxSeries bounds the series that are shown; the rest, in the order of the source, is left out and a problem. The
	// registry's own bound for each name holds besides. Default: 10,000.
	MaxSeries int

	// Timeout is how long the source may take until its series are taken away. Default: 10 s.
	Timeout time.Duration
}

const (
	defaultMaxSeries = 10_000
	defaultTimeout   = 10 * time.Second
)

// Names below that of a mirror that tell about it. No series of the source is shown at or below the first of them.
const (
	reserved    = "binnacle"
	seriesName  = reserved + "/series"
	problemName = reserved + "/problem"
)

// Show makes the series of a source under name on a scope. Nothing else should make series there, and there should be
// one mirror of a name on a scope. To remove it, close the scope's sub-scope of that name.
//
// Show reads the source once and waits a second for it. The source returns all of its series, and may return an error beside those that it has. It is never called while it
// runs, but at any time between, on any goroutine; what it returns must not change any more.
func Show(scope *metrics.Scope, name string, source func() ([]Series, error), o *Options) {
	m := &mirror{scope: scope.SubScope(name), reader: reader{source: source}, shown: map[string]*shown{}}
	if o != nil {
		m.options = *o
	}
	if m.options.MaxSeries <= 0 {
		m.options.MaxSeries = defaultMaxSeries
	}
	if m.options.Timeout <= 0 {
		m.options.Timeout = defaultTimeout
	}
	m.problem = m.scope.Text(problemName, metrics.Help("What is wrong with the instruments shown here."))
	m.refresh(firstPatience) // so that the first snapshot has them
	// The callbacks of a snapshot run before any instrument is read, so this one brings all others up to date for the
	// same snapshot. It never runs twice at once, so the mirror needs no lock.
	refresh := func() float64 { return m.refresh(patience) }
	m.scope.GaugeFunc(seriesName, refresh, metrics.Help("Number of series shown here."))
}

// mirror keeps the series of a scope equal to those of a source.
type mirror struct {
	scope   *metrics.Scope
	options Options
	reader  reader
	shown   map[string]*shown
	problem *metrics.Text
}

// refresh reads the source, which it waits for no longer than patience, and returns how many series there are.
func (m *mirror) refresh(patience time.Duration) float64 {
	r, done := m.reader.read(patience)
	switch {
	case done:
		m.show(r)
	case m.reader.took() > m.options.Timeout:
		m.show(reading{err: fmt.Errorf("the source has not returned after %v", m.options.Timeout)})
	}
	return float64(len(m.shown))
}

// show makes the series those of a reading.
func (m *mirror) show(r reading) {
	problems := []error{r.err}
	present := make(map[string]*Series, len(r.series))
	var order []string // so that the first of a name is the first
	for _, s := range r.series {
		s.clean()
		id := s.id()
		if err := m.refuse(&s, present[id] != nil, len(present)); err != nil {
			problems = append(problems, err)
			continue
		}
		present[id] = &s
		order = append(order, id)
	}
	m.remove(present)
	for _, id := range order {
		if err := m.set(id, present[id]); err != nil {
			problems = append(problems, err)
		}
	}
	m.report(problems)
}

// refuse returns why a series is not shown beside so many others, nil if it is.
func (m *mirror) refuse(s *Series, twice bool, others int) error {
	switch {
	case s.Name == reserved || strings.HasPrefix(s.Name, reserved+"/"):
		return fmt.Errorf("%q is not shown: the name is taken by what tells about this mirror", s.Name)
	case twice:
		return fmt.Errorf("%q is there twice with the labels %v", s.Name, s.Labels)
	case others >= m.options.MaxSeries:
		return errTooMany
	}
	return nil
}

var errTooMany = errors.New("there are too many series; some are left out (see MaxSeries)")

// remove closes the series that are gone or begin again. What is closed along with one of them is made anew with what
// it had, so that nobody sees a difference.
func (m *mirror) remove(present map[string]*Series) {
	for id, s := range m.shown {
		if now := present[id]; now != nil && s.goesOn(now) {
			continue
		}
		s.empty()
		m.scope.SubScope(s.Name, s.Labels...).Close()
		maps.DeleteFunc(m.shown, func(_ string, other *shown) bool { return s.covers(&other.Series) })
	}
}

// set brings the series of an id up to date and makes it if it is new.
func (m *mirror) set(id string, now *Series) error {
	s := m.shown[id]
	if s == nil {
		s = &shown{Series: Series{
			Name: now.Name, Labels: now.Labels, Kind: now.Kind, Unit: now.Unit, Help: now.Help, Resolution: now.Resolution,
		}}
		if err := s.register(m.scope); err != nil {
			return err
		}
		m.shown[id] = s
	}
	s.set(now)
	return nil
}

const maxProblems = 5

// report shows the first problems, each once.
func (m *mirror) report(problems []error) {
	var texts []string
	seen := map[string]bool{"": true}
	for _, err := range problems {
		if err == nil || seen[err.Error()] {
			continue
		}
		seen[err.Error()] = true
		if len(texts) == maxProblems {
			texts = append(texts, "...")
			break
		}
		texts = append(texts, cut(err.Error()))
	}
	m.problem.Set(strings.Join(texts, "; "))
}

const maxText = 500

func cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText], "") + "..."
}
