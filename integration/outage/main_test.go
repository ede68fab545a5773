package outage_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/binnacle-go/metrics/integration/outage"
)

func TestMain(m *testing.M) {
	outage.ServeIfChild()
	if os.Getenv(parentKey) != "" {
		fmt.Fprintln(os.Stderr, outage.StopChild())
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}
