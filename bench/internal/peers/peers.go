// Package peers knows the libraries that are compared: how each does the same work, under what configurations. A
// library has a file for its updates and one for its registry; nothing outside this package names any of them.
package peers

import "context"

var ctx = context.Background()

func must[T any](v T, err error) T {
	check(err)
	return v
}

// check panics on what only a mistake in this package can cause.
func check(err error) {
	if err != nil {
		panic(err)
	}
}
