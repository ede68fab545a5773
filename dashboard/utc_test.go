package dashboard_test

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

// inZone lets the machine stand in a time zone.
func inZone(t *testing.T, name string, hours int) {
	t.Helper()
	before := time.Local
	time.Local = time.FixedZone(name, hours*3600)
	t.Cleanup(func() { time.Local = before })
}

// axis finds the labels below a chart.
var axis = regexp.MustCompile(`<svg class="xs"[^>]*>(.*?)</svg>`)

// formFields finds the ends of the range in the form that takes another one.
var formFields = regexp.MustCompile(`<input name="(?:from|to)" value="([^"]*)"`)

func TestTimesAreThoseOfTheMachineOrUTC(t *testing.T) {
	inZone(t, "EAST", 5)
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		took := reg.Timer("took")
		for range 400 {
			w := took.Start()
			time.Sleep(time.Second)
			w.Stop(slog.Int("n", 1))
		}
		end := time.Now() // 6:40 min after midnight UTC
		for query, want := range map[string][]string{
			"":       {"EAST", `data-offset="18000000"`, "Show UTC", ">05:0", "2000-01-01 05:01:40+05:00"},
			"&utc=1": {" UTC", `data-offset="0"`, "utc", ">00:0", "2000-01-01 00:01:40Z"},
		} {
			overview := get(d, "format=html"+query).Body.String()
			for _, part := range want[:3] {
				if !strings.Contains(overview, part) {
					t.Errorf("the overview with %q has no %q", query, part)
				}
			}
			metric := get(d, "format=html&path=took"+query).Body.String()
			labels := axis.FindStringSubmatch(metric)
			if labels == nil || !strings.Contains(labels[1], want[3]) {
				t.Errorf("the charts with %q have the times %q, want some like %q", query, labels, want[3])
			}
			if fields := formFields.FindAllString(metric, -1); len(fields) != 2 || !strings.Contains(fields[0], want[4]) {
				t.Errorf("the form of the range with %q has %q, want times like %q", query, fields, want[4])
			}
			calls := metric[strings.Index(metric, "Slowest calls"):]
			if !strings.Contains(calls, want[3]) {
				t.Errorf("the slow calls with %q have no time like %q", query, want[3])
			}
			long := fmt.Sprintf("format=html&path=took&from=%d&to=%d%s", end.Add(-3*time.Minute).Unix(), end.Unix(), query)
			if got := get(d, long).Body.String(); query != "" && !strings.Contains(got, "utc=1") {
				t.Error("links of a page in UTC leave it")
			}
		}
	})
}
