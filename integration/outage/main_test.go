package outage_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/binnacle-go/metrics/integration/outage"
)

func TestMain(m *testing.M) {
	outage.ServeIfChild()
	goleak.VerifyTestMain(m,
		// Started by imports, for the whole process.
		goleak.IgnoreTopFunction("go.opencensus.io/stats/view.(*worker).start"),
		goleak.IgnoreAnyFunction("github.com/golang/glog.(*fileSink).flushDaemon"),
	)
}
