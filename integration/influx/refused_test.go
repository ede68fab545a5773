package influx_test

import (
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/integration/influx"
	"github.com/binnacle-go/metrics/reporters"
	reporter "github.com/binnacle-go/metrics/reporters/influx"
)

var quiet = slog.New(slog.DiscardHandler)

// A field that was a float before refuses an integer: that line is lost, and no other.
func TestAConflictCostsOnePoint(t *testing.T) {
	server := start(t)
	registry := metrics.NewRegistry(nil)
	for i := range 200 {
		registry.Counter(fmt.Sprintf("c%03d", i)).Add(uint64(i))
	}
	registry.Text("v").Set("x")
	now := time.Now().UnixMilli() // types are those of a week's shard
	if err := write(t, server, fmt.Sprintf("c077 count=0.5 %d\nv text=1 %d\n", now, now)); err != nil {
		t.Fatal(err)
	}
	runner := reporters.Start(registry, reporter.New(server, &reporter.Options{Database: "db", Tags: []metrics.Label{}}),
		&reporters.Options{Logger: quiet})
	closeRunner(t, runner)
	points, err := influx.Points(server, "db")
	if err != nil {
		t.Fatal(err)
	}
	if h := runner.Health(); h.Rejected != 2 || h.Acknowledged != 199 || len(points) != 199+2 {
		t.Errorf("%d points are stored, %+v", len(points), h)
	}
}

// What is older than the retention is refused by the server at once, without a request for each line.
func TestPointsBeyondTheRetentionAreRejectedAtOnce(t *testing.T) {
	server := start(t)
	if err := influx.Exec(server, `CREATE RETENTION POLICY "hour" ON "db" DURATION 1h REPLICATION 1`); err != nil {
		t.Fatal(err)
	}
	body := "a v=1 1000\nb v=1 1000\n"
	err := reporter.New(server, &reporter.Options{Database: "db", RetentionPolicy: "hour"}).Send(t.Context(), []byte(body))
	if !rejected(err) {
		t.Errorf("got %v", err)
	}
}

func TestAMissingDatabaseIsTriedAgain(t *testing.T) {
	server := start(t)
	db := reporter.New(server, &reporter.Options{Database: "later", Tags: []metrics.Label{}})
	if err := db.Send(t.Context(), []byte("a v=1 1\n")); err == nil || rejected(err) {
		t.Errorf("before it is there: %v", err)
	}
	if err := influx.Exec(server, `CREATE DATABASE "later"`); err != nil {
		t.Fatal(err)
	}
	if err := db.Send(t.Context(), []byte("a v=1 1\n")); err != nil {
		t.Error(err)
	}
}

func rejected(err error) bool { return errors.Is(err, reporters.ErrRejected) }

func write(t *testing.T, server, body string) error {
	t.Helper()
	return reporter.New(server, &reporter.Options{Database: "db", NoCompression: true}).Send(t.Context(), []byte(body))
}
