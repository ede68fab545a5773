package influx

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/influxdata/influxdb/coordinator"
	influxql "github.com/influxdata/influxdb/query"
	"github.com/influxdata/influxdb/services/httpd"
	"github.com/influxdata/influxdb/services/meta"
	"github.com/influxdata/influxdb/tsdb"
	_ "github.com/influxdata/influxdb/tsdb/engine" // registers how data is kept
	_ "github.com/influxdata/influxdb/tsdb/index"  // and how it is found
)

// An Instance is one run of InfluxDB 1.8, which speaks both versions of the API. It is what influxd itself runs for
// writing and reading, put together here because influxd's own package has three times as much to compile: clients of
// other databases and clouds, for its language Flux.
type Instance struct {
	URL string // "http://127.0.0.1:port"

	meta   *meta.Client
	store  *tsdb.Store
	writer *coordinator.PointsWriter
	query  *influxql.Executor
	http   *httpd.Service
}

// Run runs InfluxDB on an address, with its data in dir.
func Run(dir, addr string) (*Instance, error) {
	i := &Instance{store: newStore(dir), writer: coordinator.NewPointsWriter(), query: influxql.NewExecutor()}
	if err := i.openMeta(filepath.Join(dir, "meta")); err != nil {
		return nil, err
	}
	i.writer.TSDBStore, i.writer.MetaClient = i.store, i.meta
	i.query.StatementExecutor = i.executor()
	i.http = i.newHTTP(addr)
	for _, open := range []func() error{i.store.Open, i.writer.Open, i.http.Open} {
		if err := open(); err != nil {
			return nil, fmt.Errorf("open InfluxDB: %w", err)
		}
	}
	i.URL = "http://" + i.http.BoundHTTPAddr()
	return i, nil
}

// openMeta opens what tells which databases there are.
func (i *Instance) openMeta(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	c := meta.NewConfig()
	c.Dir, c.LoggingEnabled = dir, false
	i.meta = meta.NewClient(c)
	return i.meta.Open()
}

func newStore(dir string) *tsdb.Store {
	c := tsdb.NewConfig()
	c.Dir, c.WALDir = filepath.Join(dir, "data"), filepath.Join(dir, "wal")
	c.QueryLogEnabled = false
	s := tsdb.NewStore(c.Dir)
	s.EngineOptions.Config = c
	s.EngineOptions.EngineVersion, s.EngineOptions.IndexVersion = c.Engine, c.Index
	return s
}

func (i *Instance) executor() influxql.StatementExecutor {
	return &coordinator.StatementExecutor{
		MetaClient:  i.meta,
		TaskManager: i.query.TaskManager,
		TSDBStore:   i.store,
		ShardMapper: &coordinator.LocalShardMapper{
			MetaClient: i.meta,
			TSDBStore:  coordinator.LocalTSDBStore{Store: i.store},
		},
		PointsWriter: i.writer,
	}
}

func (i *Instance) newHTTP(addr string) *httpd.Service {
	c := httpd.NewConfig()
	c.BindAddress, c.LogEnabled = addr, false
	s := httpd.NewService(c)
	h := s.Handler
	h.MetaClient, h.QueryExecutor, h.PointsWriter = i.meta, i.query, i.writer
	h.QueryAuthorizer, h.WriteAuthorizer = meta.NewQueryAuthorizer(i.meta), meta.NewWriteAuthorizer(i.meta)
	h.Version, h.BuildType = "1.8.3", "OSS"
	return s
}

// Close ends the run.
func (i *Instance) Close() error {
	return errors.Join(i.http.Close(), i.writer.Close(), i.query.Close(), i.store.Close(), i.meta.Close())
}
