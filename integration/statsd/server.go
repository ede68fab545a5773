// Package statsd runs a real StatsD server, Telegraf's, inside the test process and reads back what it counted.
package statsd

import (
	"net"
	"testing"

	"github.com/influxdata/telegraf/plugins/inputs/statsd"
)

// A Server is a StatsD server that listens on loopback, in Etsy's dialect and DogStatsD. Its methods are for the test's
// goroutine.
type Server struct {
	Addr string // "127.0.0.1:port"

	input      *statsd.Statsd
	complaints complaints
}

// Start runs a server at addr over a network, "udp" or "tcp", until the test ends. It never forgets a counter.
func Start(t testing.TB, network, addr string) *Server {
	t.Helper()
	s := &Server{Addr: addr}
	s.input = &statsd.Statsd{
		Log:                    &s.complaints,
		Protocol:               network,
		ServiceAddress:         addr,
		AllowedPendingMessages: 100_000,
		NumberWorkerThreads:    1,
		MaxTCPConnections:      10,
		MetricSeparator:        ".",
		Percentiles:            []statsd.Number{50, 99},
		PercentileLimit:        100_000,
		DataDogExtensions:      true,
		DataDogDistributions:   true,
	}
	if err := s.input.Start(&accumulator{values: Values{}}); err != nil {
		t.Fatalf("start Telegraf: %v", err)
	}
	t.Cleanup(s.input.Stop)
	return s
}

// Read returns what the server holds. Distributions are handed out once.
func (s *Server) Read(t testing.TB) Values {
	t.Helper()
	a := &accumulator{values: Values{}}
	if err := s.input.Gather(a); err != nil {
		t.Fatalf("read from Telegraf: %v", err)
	}
	return a.values
}

// Complaints returns what the server has not understood.
func (s *Server) Complaints() []string { return s.complaints.read() }

// FreeAddr returns a loopback address on which nothing listens.
func FreeAddr(t testing.TB, network string) string {
	t.Helper()
	if network == "udp" {
		c, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		return c.LocalAddr().String()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
