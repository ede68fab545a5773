package statsd

import (
	"hash/maphash"
	"sync"
	"time"

	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

const (
	defaultDialTimeout  = 5 * time.Second
	defaultUnixDatagram = 8192 // what DogStatsD's own clients use
)

// A Dialect is a variant of StatsD's protocol.
type Dialect int

const (
	// Etsy is the original protocol, which every server understands. Labels are components of the name.
	Etsy Dialect = iota
	// DogStatsD is Datadog's extension, which Telegraf, Vector and many others understand: labels are tags.
	DogStatsD
)

// String returns "Etsy" or "DogStatsD".
func (d Dialect) String() string {
	if d == DogStatsD {
		return "DogStatsD"
	}
	return "Etsy"
}

// Options configure a Reporter. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Dialect is what the server speaks. Default: Etsy.
	Dialect Dialect

	// Prefix stands before every name, with dots between its components; it is sanitised as names are. "." stands
	// for none. Default: for Etsy the host name, with each dot replaced by "_", so that hosts do not overwrite each
	// other's gauges; for DogStatsD none, as its agent adds the host as a tag.
	Prefix string

	// Samples makes timers and histograms send observations instead of statistics, at most about so many an interval
	// and series, with a sample rate where there were more: so that the server has quantiles over all hosts. Default:
	// statistics.
	Samples int

	// MaxDatagram bounds the datagrams of UDP and Unix sockets, in bytes. It is raised to 512. Default: 1432 for UDP,
	// 8192 for Unix sockets.
	MaxDatagram int

	// DialTimeout bounds the time to resolve the address and connect; so does the delivery's own. Default: 5 s.
	DialTimeout time.Duration
}

// A Reporter sends to one StatsD server. It keeps no connection, needs no Close and is safe for concurrent use, though
// deliveries wait for each other.
type Reporter struct {
	addr     string
	endpoint wire.Endpoint
	invalid  error // what is wrong with the address
	options  Options
	style    names.Style

	mu       sync.Mutex   // held during a delivery
	seed     maphash.Seed // for halfway
	halfway  uint64       // the hash of the batch of which a part has been sent
	progress int          // the length of that part; zero if there is none
}

// New returns a reporter for the server at addr: "host:port" or "udp://host:port" for UDP, "tcp://host:port" for TCP,
// "unix:///path" or "unixgram:///path" for a Unix socket that takes datagrams. The usual port is 8125. It does not
// connect yet: an address that is wrong or unreachable shows as failing deliveries, as far as the system can tell.
func New(addr string, o *Options) *Reporter {
	r := &Reporter{addr: addr, seed: maphash.MakeSeed()}
	if o != nil {
		r.options = *o
	}
	r.endpoint, r.invalid = wire.Parse(addr, "udp", "tcp", "unix", "unixgram")
	if r.endpoint.Network == "unix" {
		r.endpoint.Network = "unixgram"
	}
	r.options.setDefaults(r.endpoint)
	r.style = styleOf(&r.options)
	return r
}

// Name returns "statsd/" and the address.
func (r *Reporter) Name() string { return "statsd/" + r.addr }

func (o *Options) setDefaults(e wire.Endpoint) {
	if o.Prefix == "" && o.Dialect == Etsy {
		o.Prefix = names.Host()
	}
	if o.MaxDatagram <= 0 {
		o.MaxDatagram = wire.MTU
		if e.Network == "unixgram" {
			o.MaxDatagram = defaultUnixDatagram
		}
	}
	o.MaxDatagram = max(o.MaxDatagram, wire.MinDatagram)
	if o.DialTimeout <= 0 {
		o.DialTimeout = defaultDialTimeout
	}
}
