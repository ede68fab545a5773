package dashboard_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func TestWindowErrors(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	for query, want := range map[string]string{
		"range=soon":                        `range: "soon" is not a positive duration`,
		"from=yesterday":                    `from: "yesterday" is not a time such as 2006-01-02T15:04:05Z`,
		"from=":                             `from: "" is not a time`,
		"from=12.5.6":                       `from: "12.5.6" is not a time`,
		"from=1&to=5e3":                     `to: "5e3" is not a time`,
		"from=1767366000000":                "a number is in seconds",
		"from=-5":                           "is not a time",
		"from=9999-01-01T00:00:00Z":         "is not between the years 1970 and 2200",
		"to=1767366000":                     "add from or range",
		"from=20&to=10":                     "from is not before to",
		"from=20&to=20":                     "from is not before to",
		"from=10&to=20&range=5s":            "leave one of them out",
		"range=1m&step=often":               `step: "often" is not a positive duration`,
		"step=0":                            `step: "0" is not a positive duration`,
		"step=10s&format=text":              "format=json, prettyjson and csv",
		"step=10s&format=prometheus":        "format=json, prettyjson and csv",
		"step=10s&format=html":              "format=json, prettyjson and csv",
		"range=all&from=10":                 "leave out from and to",
		"range=all&to=10&path=a":            "leave out from and to",
		"from=10&live=1":                    "does not change",
		"format=csv&path=none":              "nothing at the path",
		"format=csv&query=%3E":              "query",
		"from=0001-01-01T00:00:00Z&range=1": `is not a positive duration`,
	} {
		if !strings.Contains(query, "format=") {
			query += "&format=json"
		}
		w := get(d, query)
		status := http.StatusBadRequest
		if strings.Contains(query, "path=none") {
			status = http.StatusNotFound
		}
		text := strings.NewReplacer(`\"`, `"`, "&#34;", `"`).Replace(w.Body.String())
		if w.Code != status || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s; want %q", query, w.Code, text, want)
		}
	}
}

// The same minute, however it is asked for. The clock of the test begins with the year 2000.
func TestWindowsThatAreTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		hits, took, level := reg.Counter("hits"), reg.Timer("took"), reg.Gauge("level")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2)
		for i := range 240 {
			hits.Inc()
			took.Observe(time.Duration(i/60+1) * time.Second)
			level.Set(float64(i / 60))
			time.Sleep(time.Second)
		}
		const want = `{"hits":60,"level":1,"took":{"count":60,"errors":0,"rate":1,"sum":120.04098048,`
		for _, query := range []string{
			"from=946684860&to=946684920",
			"from=946684860.0&to=946684920.000000000",
			"from=2000-01-01T00:01:00Z&to=2000-01-01T00:02:00Z",
			"from=2000-01-01T01:01:00%2B01:00&to=2000-01-01T00:02:00Z",
			"from=2000-01-01T01:01:00+01:00&to=2000-01-01+00:02:00Z", // the plus signs become blanks
			"from=2000-01-01T00:01:00Z&range=1m",
			"range=1m&to=2000-01-01T00:02:00Z",
		} {
			if got := get(d, query+"&format=json").Body.String(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s; want %s", query, got, want)
			}
		}
		if got := get(d, "from=2000-01-01T00:03:00Z&format=json").Body.String(); !strings.Contains(got, `"hits":60,"level":3,`) {
			t.Errorf("without an end: %s", got)
		}
		if got := get(d, "from=2000-01-01T00:03:00Z&to=2100-01-01T00:00:00Z&format=json").Body.String(); !strings.Contains(got, `"hits":60,"level":3,`) {
			t.Errorf("with an end to come: %s", got)
		}
		if got := get(d, "from=2010-01-01T00:03:00Z&format=json").Body.String(); !strings.Contains(got, `"hits":0,"level":null,`) {
			t.Errorf("in the future: %s", got)
		}
		got := get(d, "from=946684860&to=946684920&format=text").Body.String()
		if !strings.Contains(got, "2000-01-01 00:02:00 UTC") || !strings.Contains(got, "1.0 min before") {
			t.Errorf("as text: %s", got)
		}
	})
}

func TestPageOfThePast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		took := reg.Timer("web/took")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(time.Second / 2)
		for i := range 240 {
			took.Observe(time.Duration(i/60+1) * time.Second)
			time.Sleep(time.Second)
		}
		got := get(d, "from=946684860&range=1m&format=html").Body.String()
		for _, want := range []string{
			"From 1 Jan 2000, 00:01:00 to 1 Jan 2000, 00:02:00 UTC", "1 min in the past", "2.0 s", "Show the latest",
			`?path=web/took&amp;from=2000-01-01T00:01:00Z&amp;to=2000-01-01T00:02:00Z`,
			`<input type="hidden" name="from" value="2000-01-01T00:01:00Z">`,
			`href="?range=15m"`,
		} {
			if !strings.Contains(got, want) {
				t.Errorf("the page of a past minute has no %s:\n%s", want, got)
			}
		}
		for _, not := range []string{"data-n=", "Pause", "Up for", "Reload for new values", "4.0 s"} {
			if strings.Contains(got, not) {
				t.Errorf("the page of a past minute has %s", not)
			}
		}
		got = get(d, "path=web/took&from=946684860&range=1m&format=html").Body.String()
		if strings.Contains(got, "since the start") || !strings.Contains(got, "2.0 s") || !strings.Contains(got, `name="from" value="2000-01-01 00:01:00Z"`) ||
			!strings.Contains(got, `name="to" value="2000-01-01 00:02:00Z"`) {
			t.Errorf("the page of one series in a past minute:\n%s", got)
		}
	})
}

func TestRangesOfThePage(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	reg.Counter("a/hits").Inc()
	d := newDashboard(t, reg, nil)
	for query, current := range map[string]string{"path=a": "5m", "path=a&range=60s": "1m", "path=a&range=24h": "24h", "path=a&range=1d": "24h", "path=a&range=900s": "15m"} {
		got := get(d, query+"&format=html").Body.String()
		for _, r := range []string{"1m", "5m", "15m", "1h", "24h", "all"} {
			link := `<a href="?path=a&amp;range=` + r + `"`
			if r == current {
				link += ` aria-current="location"`
			}
			if !strings.Contains(got, link+">"+r+"</a>") {
				t.Errorf("%s: no %s", query, link)
			}
		}
	}
}

func TestChartsAreOfTheRange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reg := metrics.NewRegistry(nil)
		level := reg.Gauge("level")
		d := newDashboard(t, reg, &dashboard.Options{Authorize: dashboard.AllowAll})
		time.Sleep(10*time.Minute + time.Second/2)
		level.Set(1)
		time.Sleep(5 * time.Minute)
		for query, want := range map[string][]string{
			"":                             {"LAST 5 MINUTES", "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁\n"},
			"range=10m":                    {"LAST 10 MIN", "▁▁▁▁▁▁▁▁▁▁██████████"},
			"range=15m":                    {"LAST 15 MIN", "  ▁▁▁▁▁▁▁▁▁▁▁▁██████"},
			"range=1h":                     {"LAST 1 H", " ▁▁▁██\n"},
			"range=10m&to=946685520":       {"LAST 10 MIN", "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁████"},
			"from=946685380&to=1000000000": {"level      1"},
		} {
			got := get(d, query+"&format=text&columns=100").Body.String()
			for _, text := range want {
				if !strings.Contains(got, text) {
					t.Errorf("%s: no %q in\n%s", query, text, got)
				}
			}
		}
		for query, want := range map[string]string{
			"":                       `aria-label="now 1, 1 to 1, steady"`,
			"range=15m":              `aria-label="now 1, 0 to 1, rising"`,
			"range=1h":               "<th>1 h<",
			"range=10m&to=946685520": "<th>10 min<",
		} {
			if got := get(d, query+"&format=html").Body.String(); !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", query, want, got)
			}
		}
	})
}
