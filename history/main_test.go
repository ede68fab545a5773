package history_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(boxVariable); path != "" {
		child(path)
		return
	}
	goleak.VerifyTestMain(m)
}
