package otlp

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"

	bridge "github.com/binnacle-go/metrics/bridge/otel"
)

// Options configure a Reporter. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Resource says what the metrics are of. Default: resource.Default(), which has the service's name from the
	// environment or the name of the executable.
	Resource *resource.Resource

	// Headers are added to each request, for instance an API key. They are never shown. Default: none.
	Headers map[string]string

	// Client makes the requests; its Timeout should be none, as deliveries have their own. Redirects are not followed.
	// Default: one with the settings of http.DefaultTransport.
	Client *http.Client

	// MaxSize bounds the buckets of an exponential histogram; see the parent package's ProducerOptions.
	MaxSize int
}

// A Reporter sends to one endpoint. It needs no Close and is safe for concurrent use. It remembers when series began, so
// each runner needs its own.
type Reporter struct {
	url      *url.URL
	invalid  error // what is wrong with the URL
	headers  map[string]string
	client   *http.Client
	resource *resource.Resource
	producer *bridge.Producer
	exporter metric.Exporter
	taker    taker
}

// New returns a reporter for the endpoint at that URL: usually "http://host:4318/v1/metrics". It does not connect yet: a
// URL that is wrong or unreachable shows as failing deliveries.
func New(endpoint string, o *Options) *Reporter {
	if o == nil {
		o = &Options{}
	}
	r := &Reporter{headers: o.Headers, resource: o.Resource, client: client(o.Client)}
	r.url, r.invalid = parse(endpoint)
	if r.resource == nil {
		r.resource = resource.Default()
	}
	r.producer = bridge.NewProducer(nil, &bridge.ProducerOptions{MaxSize: o.MaxSize})
	r.exporter = newExporter(&r.taker)
	return r
}

func parse(endpoint string) (*url.URL, error) {
	u, err := url.Parse(endpoint)
	if err != nil {
		return &url.URL{}, errors.New("the URL does not parse") // its text might have a password
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return u, fmt.Errorf(`the URL must be like "http://host:4318/v1/metrics", not %q`, u.Redacted())
	}
	return u, nil
}

// client returns a client that never takes headers elsewhere.
func client(given *http.Client) *http.Client {
	var c http.Client
	if given != nil {
		c = *given
	} else {
		c.Transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

// Name returns "otlp/" and the host of the URL.
func (r *Reporter) Name() string { return "otlp/" + r.url.Host }

// Close closes connections that are kept between deliveries. A runner does that at its end.
func (r *Reporter) Close() error {
	r.client.CloseIdleConnections()
	return nil
}
