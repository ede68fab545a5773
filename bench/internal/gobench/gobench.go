// Package gobench runs Go benchmarks of the library and takes their figures.
package gobench

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/perf/benchfmt"
)

// A Figure names one number that a benchmark reports: its name without "Benchmark" and the number of processors, and
// the unit as the benchmark writes it.
type Figure struct{ Benchmark, Unit string }

// Run runs the benchmarks of a package below the module's folder whose names match a pattern, as go test does.
func Run(folder, pkg, pattern string) (map[Figure]float64, error) {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", pattern, "-timeout", "30m", pkg)
	cmd.Dir = folder
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.MultiWriter(&out, os.Stderr), os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run the benchmarks %s of %s: %w", pattern, pkg, err)
	}
	return Read(&out)
}

// Read takes the figures that go test wrote.
func Read(r io.Reader) (map[Figure]float64, error) {
	figures := map[Figure]float64{}
	reader := benchfmt.NewReader(r, "go test")
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, fmt.Errorf("read what the benchmarks wrote: %w", record)
		case *benchfmt.Result:
			for _, v := range record.Values {
				if v.OrigUnit != "" {
					v.Value, v.Unit = v.OrigValue, v.OrigUnit
				}
				figures[Figure{name(record.Name), v.Unit}] = v.Value
			}
		}
	}
	return figures, reader.Err()
}

// name leaves out the number of processors, which go test writes behind a dash unless it is one.
func name(n benchfmt.Name) string {
	s := n.String()
	if _, parts := n.Parts(); len(parts) > 0 {
		if last := string(parts[len(parts)-1]); strings.HasPrefix(last, "-") {
			s = strings.TrimSuffix(s, last)
		}
	}
	return s
}
