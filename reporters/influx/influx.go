package influx

import (
	"crypto/tls"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/binnacle-go/metrics"
)

// Options configure a Reporter. A nil *Options and zero fields mean the defaults. Give Database for version 1 of
// InfluxDB's API, or Bucket for version 2.
type Options struct {
	// Database of version 1 that is written to. It has to exist.
	Database string
	// RetentionPolicy of the database. Default: its own default.
	RetentionPolicy string
	// Username and Password for version 1. Default: those of the URL, if any.
	Username, Password string

	// Bucket of version 2 that is written to. It has to exist. It takes precedence over Database.
	Bucket string
	// Org is the organisation's name or ID, of version 2.
	Org string
	// Token of version 2 that may write to the bucket.
	Token string

	// Prefix stands before every measurement, as it is. Default: none.
	Prefix string
	// Tags are put on every point that has no label of that key. Default: host, the host's name. An empty slice that is
	// not nil stands for none.
	Tags []metrics.Label
	// Precision of timestamps: time.Nanosecond, time.Microsecond, time.Millisecond or time.Second; another value is
	// taken for the next finer one of these. Timestamps are multiples of the interval, so nothing is cut where the
	// interval is a multiple of Precision. Default: time.Millisecond.
	Precision time.Duration
	// Unsigned writes counts as unsigned integers, up to 2^64-1, which version 2 knows and a usual version 1 refuses.
	// A field keeps its type: do not change this for a bucket that has data. Default: false.
	Unsigned bool

	// NoCompression sends bodies as they are. Default: false, gzip, which makes them about eight times smaller.
	NoCompression bool
	// TLS configures https. Default: the system's roots, TLS 1.2 or later.
	TLS *tls.Config
}

// A Reporter sends to one InfluxDB. It keeps no connection, needs no Close and is safe for concurrent use.
type Reporter struct {
	endpoint  endpoint
	client    *http.Client
	prefix    string
	tags      []metrics.Label // clean and sorted
	precision time.Duration
	unsigned  bool
	gzip      bool
}

// New returns a reporter for the server at url, "http://host:8086". A path that does not end in "/write" gets that of
// the API's version appended; query parameters are kept. It does not connect yet: a URL or options that are wrong,
// or a server that is unreachable, show as failing deliveries. The environment's HTTP proxy is used.
func New(url string, o *Options) *Reporter {
	var options Options
	if o != nil {
		options = *o
	}
	if options.Tags == nil {
		options.Tags = []metrics.Label{metrics.L("host", hostname())}
	}
	precision := precisionOf(options.Precision)
	return &Reporter{
		endpoint:  newEndpoint(url, &options, precision),
		client:    newClient(options.TLS),
		prefix:    options.Prefix,
		tags:      cleanTags(options.Tags),
		precision: precision,
		unsigned:  options.Unsigned,
		gzip:      !options.NoCompression,
	}
}

// Name returns "influx/" and the URL's host, with nothing secret in it.
func (r *Reporter) Name() string { return "influx/" + r.endpoint.host }

// newClient returns a client that has no connection open between requests and follows no redirects.
func newClient(config *tls.Config) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:             http.ProxyFromEnvironment,
			TLSClientConfig:   config.Clone(),
			DisableKeepAlives: true,
			// The body is compressed here, the answer is short.
			DisableCompression: true,
			ForceAttemptHTTP2:  true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "localhost"
	}
	return name
}

// cleanTags returns the tags in the order and the form in which they are written.
func cleanTags(tags []metrics.Label) []metrics.Label {
	clean := slices.Clone(tags)
	slices.SortStableFunc(clean, func(a, b metrics.Label) int { return strings.Compare(a.Key, b.Key) })
	return slices.CompactFunc(clean, func(a, b metrics.Label) bool { return a.Key == b.Key })
}

func precisionOf(d time.Duration) time.Duration {
	switch {
	case d >= time.Second:
		return time.Second
	case d >= time.Millisecond, d <= 0:
		return time.Millisecond
	case d >= time.Microsecond:
		return time.Microsecond
	}
	return time.Nanosecond
}
