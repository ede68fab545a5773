package report

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// WriteMachine says when and where was measured.
func WriteMachine(w io.Writer) {
	fmt.Fprintf(w, "Measured on %s on %s, GOMAXPROCS %d, with %s for %s/%s.\n\n", time.Now().UTC().Format(time.DateOnly),
		processor(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// writeVersions says what was compared.
func writeVersions(w io.Writer) {
	versions := table{left: 2}
	versions.add("module", "version")
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if compared(m.Path) {
				versions.add(m.Path, m.Version)
			}
		}
	}
	versions.write(w)
}

// compared reports whether a module is one that rows are about.
func compared(path string) bool {
	switch path {
	case "github.com/HdrHistogram/hdrhistogram-go", "github.com/VictoriaMetrics/metrics", "github.com/hashicorp/go-metrics",
		"github.com/prometheus/client_golang", "github.com/rcrowley/go-metrics", "github.com/uber-go/tally/v4",
		"go.opentelemetry.io/otel/sdk/metric", "go.opentelemetry.io/otel/exporters/prometheus":
		return true
	}
	return false
}

// processor returns the processor's model, or where the system does not tell, its architecture.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo") // Linux only
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
