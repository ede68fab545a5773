package carbon_test

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// Of go-carbon: one that an import starts for the whole process, and one that wakes up each 10 s to see that
		// its server has stopped.
		goleak.IgnoreTopFunction("go.opencensus.io/stats/view.(*worker).start"),
		goleak.IgnoreAnyFunction("github.com/dgryski/go-expirecache.(*Cache).StoppableApproximateCleaner"),
	)
}
