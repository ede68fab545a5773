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
	return register(s, name, KindCounter, opts, makeCounter)
}

// Gauge returns the gauge of that name.
func (s *Scope) Gauge(name string, opts ...Option) *Gauge {
	return register(s, name, KindGauge, opts, makeGauge)
}

// Timer returns the timer of that name.
func (s *Scope) Timer(name string, opts ...Option) *Timer {
	return register(s, name, KindTimer, opts, makeTimer)
}

// Histogram returns the histogram of that name.
func (s *Scope) Histogram(name string, opts ...Option) *Histogram {
	return register(s, name, KindHistogram, opts, makeHistogram)
}

// Meter returns the meter of that name.
func (s *Scope) Meter(name string, opts ...Option) *Meter {
	return register(s, name, KindMeter, opts, func(settings) *Meter { return newMeter() })
}

// State returns the state of that name.
func (s *Scope) State(name string, opts ...Option) *State {
	return register(s, name, KindState, opts, func(settings) *State { return &State{} })
}

// Text returns the text of that name.
func (s *Scope) Text(name string, opts ...Option) *Text {
	return register(s, name, KindText, opts, func(settings) *Text { return &Text{} })
}

// GaugeFunc makes a gauge whose value f returns whenever a snapshot is taken. NaN stands for no value. f may run
// on any goroutine, but never twice at once; it may use the registry. If it panics or has not returned by the time
// the snapshot cannot wait any longer, the gauge has no value and Series.Err says why; nothing else is affected.
// Registering the same name and labels again replaces the function.
func (s *Scope) GaugeFunc(name string, f func() float64, opts ...Option) {
	register(s, name, KindGauge, opts, newCallback).
		set(func() value { return value{number: finite(f())} })
}

// TextFunc makes a text that f returns whenever a snapshot is taken. All that is said of [Scope.GaugeFunc] holds.
func (s *Scope) TextFunc(name string, f func() string, opts ...Option) {
	register(s, name, KindText, opts, newCallback).
		set(func() value { return value{text: f()} })
}

func makeCounter(settings) *Counter         { return &Counter{} }
func makeGauge(settings) *Gauge             { return &Gauge{} }
func makeTimer(set settings) *Timer         { return newTimer(set) }
func makeHistogram(set settings) *Histogram { return newHistogram(set.digits, set.resolution) }

func register[M instrument](s *Scope, name string, kind Kind, opts []Option, create func(settings) M) M {
	m, _ := registerEntry(s, name, kind, newSettings(kind, opts), create)
	return m
}

func registerEntry[M instrument](s *Scope, name string, kind Kind, set settings, create func(settings) M) (M, *entry) {
	name = s.fullName(name)
	labels := mergeLabels(s.labels, set.labels)
	e := s.tree.obtain(name, kind, set, labels, func(set settings) instrument { return create(set) })
	m, ok := e.instrument.(M)
	if !ok {
		panic(mixedUse(name, kind))
	}
	return m, e
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
