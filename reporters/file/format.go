package file

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/internal/jsonview"
)

// A Format is what a snapshot is written as.
type Format uint8

const (
	ByName      Format = iota // Prometheus for a file called *.prom, else JSON
	JSON                      // the dashboard's JSON, on one line
	PrettyJSON                // the same on many lines, for people
	Prometheus                // the Prometheus text format 0.0.4 without timestamps, as node_exporter reads it
	OpenMetrics               // OpenMetrics 1.0.0
)

// of returns the format for a file, decided by its name where nothing else says it.
func (f Format) of(path string) Format {
	switch {
	case f != ByName:
		return f
	case filepath.Ext(path) == ".prom":
		return Prometheus
	}
	return JSON
}

func (f Format) check() error {
	if f > OpenMetrics {
		return fmt.Errorf("there is no format %d: use one of the constants of package file", f)
	}
	return nil
}

// encoder writes snapshots in one format.
type encoder struct {
	format     Format
	exposition *exposition.Encoder // both remember what stays the same, so that they are fast
	json       jsonview.Encoder
}

func newEncoder(f Format) *encoder {
	return &encoder{format: f, exposition: exposition.NewEncoder(nil)}
}

// encode returns a snapshot as a whole document.
func (e *encoder) encode(s *metrics.Snapshot) []byte {
	var buf bytes.Buffer
	switch e.format {
	case Prometheus:
		_ = e.exposition.Encode(&buf, s, exposition.Format{}) // to memory, which takes everything
	case OpenMetrics:
		_ = e.exposition.Encode(&buf, s, exposition.Format{Syntax: exposition.OpenMetrics100})
	default:
		e.json.Write(&buf, s, jsonview.Options{Pretty: e.format == PrettyJSON})
	}
	return buf.Bytes()
}
