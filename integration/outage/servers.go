package outage

import (
	"fmt"
	"strconv"
	"time"

	"github.com/go-graphite/go-carbon/points"
	"github.com/go-graphite/go-carbon/receiver"
	_ "github.com/go-graphite/go-carbon/receiver/tcp" // registers the plaintext protocol
	"github.com/lomik/zapwriter"

	"github.com/binnacle-go/metrics/integration/influx"
)

// serveCarbon runs go-carbon's receiver. What it takes goes to a file at once: Carbon itself holds points in memory, and
// loses them when it is killed, whoever has sent them, which is not what is measured here.
func serveCarbon(dir, addr string) error {
	if err := zapwriter.ApplyConfig([]zapwriter.Config{{File: "none", Level: "error"}}); err != nil {
		return err
	}
	f, err := openReceived(dir)
	if err != nil {
		return err
	}
	store := func(p *points.Points) {
		var b []byte
		for _, d := range p.Data {
			b = fmt.Appendf(b, "%s %s %d\n", p.Metric, strconv.FormatFloat(d.Value, 'g', -1, 64), d.Timestamp)
		}
		if _, err := f.Write(b); err != nil {
			panic(err)
		}
	}
	_, err = receiver.New("tcp", map[string]any{"protocol": "tcp", "listen": addr}, store)
	return err
}

// serveInflux runs an InfluxDB, which has each point in its log before it answers.
func serveInflux(dir, addr string) error {
	server, err := influx.Run(dir, addr)
	if err != nil {
		return err
	}
	return influx.Exec(server.URL, `CREATE DATABASE "`+database+`"`)
}

const database = "outage"

// A point is one that a server has: a series' name and a time.
type point struct {
	name string
	at   int64 // in the unit of the server
}

// stored returns what a server has.
func stored(c *child) (map[point]float64, error) {
	if c.kind == "influx" {
		return storedInflux(c)
	}
	return readReceived(c.dir)
}

func storedInflux(c *child) (map[point]float64, error) {
	all, err := influx.Points("http://"+c.addr, database)
	if err != nil {
		return nil, err
	}
	m := make(map[point]float64, len(all))
	for _, p := range all {
		for _, v := range p.Fields {
			n, err := strconv.ParseFloat(fmt.Sprint(v), 64)
			if err != nil {
				return nil, err
			}
			m[point{p.Measurement, p.Time / time.Second.Milliseconds()}] = n
		}
	}
	return m, nil
}
