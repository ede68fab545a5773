package dashboard

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard/internal/page"
	"github.com/binnacle-go/metrics/exposition"
	"github.com/binnacle-go/metrics/internal/carbon"
	"github.com/binnacle-go/metrics/internal/names"
)

// samples returns the lines that Prometheus and Graphite get of a series, under the names that it has among all others.
func (d *Dashboard) samples(all *metrics.Snapshot, x *metrics.Series) []page.Sample {
	only := func(s *metrics.Series) bool { return s == x }
	var exposed bytes.Buffer
	if err := d.encoders.whole.EncodeOnly(&exposed, all, exposition.Format{}, only); err != nil {
		panic("dashboard: programming error: " + err.Error()) // memory does not fail
	}
	style := carbon.Style(names.Host(), false, 0)
	lines := carbon.NewPlain(all.Time.Unix())
	carbon.Write(lines, &style, all, only)
	return []page.Sample{
		{Name: "Exposition", Note: "what Prometheus scrapes", Text: exposed.String()},
		{Name: "Graphite", Note: "by default, here as if all of the totals were one interval", Text: graphiteText(lines.Body())},
	}
}

func graphiteText(lines []byte) string {
	if len(lines) == 0 {
		return "Nothing: Graphite keeps numbers only, and there is none at present.\n"
	}
	return string(lines)
}

// base is the URL under which the dashboard was asked for, as far as this program can know it, without a query. The
// script knows better.
func base(r *http.Request) string {
	host := strings.Trim(r.Host, " ")
	if host == "" || strings.Trim(host, hostBytes) != "" {
		host = "localhost"
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, `'"<>\ `) {
		path = r.URL.EscapedPath()
	}
	return scheme + host + strings.ReplaceAll(path, "'", "%27")
}

// hostBytes are those that a host and its port are made of.
const hostBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]%"
