package metrics

// A Scope is a node of a registry's tree: a path and labels that everything made on it gets. A name is itself a
// path: "web/search" on the scope "api" is "api/web/search". Asking again for the same name, kind and labels
// returns the same instrument. Asking for an existing name with another kind panics and names both kinds: that is
// a programming error. Names and labels may hold any bytes. A Scope is safe for concurrent use.
type Scope struct {
	tree   *tree
	path   string
	labels []Label // without those of the registry
}

// SubScope returns the scope at a path below s, with further labels.
func (s *Scope) SubScope(path string, labels ...Label) *Scope {
	return &Scope{tree: s.tree, path: joinPath(s.path, path), labels: mergeLabels(s.labels, labels)}
}

// Path returns the scope's full path, empty for the root.
func (s *Scope) Path() string { return s.path }

// Counter returns the counter of that name.
func (s *Scope) Counter(name string, opts ...Option) *Counter {
	return register[*Counter](s, name, KindCounter, opts, makeCounter)
}

// Gauge returns the gauge of that name.
func (s *Scope) Gauge(name string, opts ...Option) *Gauge {
	return register[*Gauge](s, name, KindGauge, opts, makeGauge)
}

// Timer returns the timer of that name.
func (s *Scope) Timer(name string, opts ...Option) *Timer {
	return register[*Timer](s, name, KindTimer, opts, makeTimer)
}

// Histogram returns the histogram of that name.
func (s *Scope) Histogram(name string, opts ...Option) *Histogram {
	return register[*Histogram](s, name, KindHistogram, opts, makeHistogram)
}

// Meter returns the meter of that name.
func (s *Scope) Meter(name string, opts ...Option) *Meter {
	return register[*Meter](s, name, KindMeter, opts, makeMeter)
}

// State returns the state of that name.
func (s *Scope) State(name string, opts ...Option) *State {
	return register[*State](s, name, KindState, opts, makeState)
}

// Text returns the text of that name.
func (s *Scope) Text(name string, opts ...Option) *Text {
	return register[*Text](s, name, KindText, opts, makeText)
}

// GaugeFunc makes a gauge whose value f returns whenever a snapshot is taken. NaN stands for no value. f may run
// on any goroutine, but never twice at once; it may use the registry. If it panics or has not returned by the time
// the snapshot cannot wait any longer, the gauge has no value and Series.Err says why; nothing else is affected.
// Registering the same name and labels again replaces the function.
func (s *Scope) GaugeFunc(name string, f func() float64, opts ...Option) {
	register[*callback](s, name, KindGauge, opts, makeCallback).
		set(func() value { return value{number: finite(f())} })
}

// TextFunc makes a text that f returns whenever a snapshot is taken. All that is said of [Scope.GaugeFunc] holds.
func (s *Scope) TextFunc(name string, f func() string, opts ...Option) {
	register[*callback](s, name, KindText, opts, makeCallback).
		set(func() value { return value{text: f()} })
}

// register returns the instrument of a name on a scope.
func register[M instrument](s *Scope, name string, kind Kind, opts []Option, create maker) M {
	set := newSettings(kind, opts)
	name = s.fullName(name)
	e := s.tree.obtain(name, set.desc, mergeLabels(s.labels, set.labels), create)
	return instrumentOf[M](e)
}

func instrumentOf[M any](e *entry) M {
	m, ok := e.instrument.(M)
	if !ok {
		panic(mixedUse(e.name, e.desc.kind))
	}
	return m
}

// fullName is the path of a name on this scope. A name without any component still needs one.
func (s *Scope) fullName(name string) string {
	if full := joinPath(s.path, name); full != "" {
		return full
	}
	return "(unnamed)"
}

// mixedUse is the panic of a gauge or text that is both set by the program and computed by a callback.
func mixedUse(name string, kind Kind) string {
	return "metrics: " + idToken(name) + " is a " + kind.String() +
		" already, once with and once without a callback; choose another name"
}
