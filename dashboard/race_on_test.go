//go:build race

package dashboard_test

// raceCost is how many times as much memory the race detector may need.
const raceCost = 3
