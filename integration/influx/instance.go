package influx

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/influxdata/influxdb/cmd/influxd/run"
)

// An Instance is one run of InfluxDB 1.8, which speaks both versions of the API.
type Instance struct {
	URL string // "http://127.0.0.1:port"

	server *run.Server
}

// Run runs InfluxDB on an address, with its data in dir. It is without what takes long to start: Flux, and the
// services that are not for writing and reading.
func Run(dir, addr string) (*Instance, error) {
	c := run.NewConfig()
	c.BindAddress = "127.0.0.1:0"
	c.ReportingDisabled = true
	c.Meta.Dir = filepath.Join(dir, "meta")
	c.Meta.LoggingEnabled = false
	c.Data.Dir = filepath.Join(dir, "data")
	c.Data.WALDir = filepath.Join(dir, "wal")
	c.Data.QueryLogEnabled = false
	c.HTTPD.Enabled = true
	c.HTTPD.BindAddress = addr
	c.HTTPD.LogEnabled = false
	c.HTTPD.FluxEnabled = false
	c.Monitor.StoreEnabled = false
	c.Subscriber.Enabled = false
	c.ContinuousQuery.Enabled = false
	c.Retention.Enabled = false
	server, err := run.NewServer(c, &run.BuildInfo{Version: "1.8.3"})
	if err != nil {
		return nil, err
	}
	server.SetLogOutput(io.Discard)
	if err := server.Open(); err != nil {
		return nil, fmt.Errorf("open InfluxDB: %w", err)
	}
	for _, s := range server.Services {
		if h, ok := s.(interface{ BoundHTTPAddr() string }); ok {
			return &Instance{URL: "http://" + h.BoundHTTPAddr(), server: server}, nil
		}
	}
	return nil, fmt.Errorf("InfluxDB has no HTTP service: %w", server.Close())
}

// Close ends the run.
func (i *Instance) Close() error { return i.server.Close() }
