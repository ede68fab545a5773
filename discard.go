package metrics

// Discard makes w a Stopwatch that records nothing. It is for calls that turn out not to count when their end is
// deferred already. Since a deferred method call copies w when it is deferred, defer a function:
//
//	watch := timer.Start()
//	defer func() { watch.Stop() }()
func (w *Stopwatch) Discard() { *w = Stopwatch{} }
