package page

import "slices"

// traced reports whether any of the calls belonged to a trace.
func traced(calls []SlowCall) bool {
	return slices.ContainsFunc(calls, func(c SlowCall) bool { return c.Trace != "" })
}
