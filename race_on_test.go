//go:build race

package metrics_test

// raceEnabled is whether the race detector makes everything ten times slower.
const raceEnabled = true
