package journal_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain runs a test, or what a test of it starts as another process.
func TestMain(m *testing.M) {
	if child, ok := children[os.Getenv(childEnv)]; ok {
		os.Exit(child(os.Getenv(childPathEnv)))
	}
	goleak.VerifyTestMain(m)
}
