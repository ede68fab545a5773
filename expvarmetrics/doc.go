// Package expvarmetrics shows the variables of package expvar, those of the program and of every library in it, on the
// page and in every output.
//
//	expvarmetrics.Register(metrics.Default().Scope, nil)
//
// They are read once for each snapshot, while it is taken. Numbers become gauges, booleans gauges that are 1 or 0, and
// strings texts. A map, or a variable whose JSON is an object or array, becomes a scope of its members, to any depth
// up to 32: requests/GET is the member GET of the variable requests. As everywhere in a path, slashes in a name
// make levels. What is null has no series, and a number that is not finite no value. Numbers
// are kept as float64, so integers beyond 2^53 are rounded.
//
// A variable published later appears in the next snapshot. One that fails (it panics, hangs, or gives
// something else than JSON, or more than a megabyte of it) has no series until it works again; the text series
// expvar/binnacle/problems{variable="NAME"} tells why. One that hangs is given up after 75 ms, which
// may leave those behind it without a value in that one snapshot; it keeps one goroutine, and is not asked again before
// it has returned. expvar/binnacle/values is the number of values shown.
//
// Importing this package imports expvar, which adds the handler /debug/vars to http.DefaultServeMux: a server that
// serves that one shows all variables there, cmdline among them.
package expvarmetrics
