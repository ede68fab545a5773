package graphite

import (
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/binnacle-go/metrics/internal/carbon"
	"github.com/binnacle-go/metrics/internal/names"
	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

const (
	defaultDialTimeout = 5 * time.Second
	// lineRest is what a line has beside name and tags at most: two suffixes, a state, a value and a time.
	lineRest = 300
)

// Options configure a Reporter. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Prefix stands before every name, with dots between its components; it is sanitised as names are. "." stands
	// for none. Default: the host name, with each dot replaced by "_".
	Prefix string

	// Tags sends labels as tags, ";key=value" behind the name, for Graphite 1.1 and later. Default: as components.
	Tags bool

	// Pickle uses Carbon's pickle protocol, usually at port 2004, in messages of at most 500 points or 256 KiB.
	// It needs a stream. Default: the plaintext protocol.
	Pickle bool

	// TLS encrypts a TCP connection by this configuration, which verifies the server unless it says otherwise.
	// Its ServerName defaults to the address' host. Default: no TLS.
	TLS *tls.Config

	// Persistent keeps the connection from one delivery to the next, for relays that limit how often a client may
	// connect. There are no receipts then: see the package documentation for what that costs.
	Persistent bool

	// MaxDatagram bounds the datagrams of UDP, in bytes. It is raised to 512. Default: 1432.
	MaxDatagram int

	// DialTimeout bounds the time to resolve the address and connect; so does the delivery's own. Default: 5 s.
	DialTimeout time.Duration
}

// A Reporter sends to one Graphite server. Only where Options.Persistent is set and no runner has it, it needs a Close.
// It is safe for concurrent use.
type Reporter struct {
	addr     string
	endpoint wire.Endpoint
	invalid  error // what is wrong with the address or the options
	options  Options
	style    names.Style

	mu   sync.Mutex // held during a delivery over the kept connection
	kept net.Conn   // nil if there is none
}

// New returns a reporter for the server at addr: "host:port" or "tcp://host:port" for TCP, "udp://host:port" for UDP,
// "unix:///path" for a stream over a Unix socket. Carbon's usual port is 2003. It does not connect yet: an address that
// is wrong or unreachable, and options that contradict each other, show as failing deliveries.
func New(addr string, o *Options) *Reporter {
	r := &Reporter{addr: addr}
	if o != nil {
		r.options = *o
	}
	r.options.setDefaults()
	r.endpoint, r.invalid = wire.Parse(addr, "tcp", "udp", "unix")
	if r.invalid == nil {
		r.invalid = r.options.check(r.endpoint)
	}
	room := 0
	if r.endpoint.Datagram() {
		room = r.options.MaxDatagram - lineRest
	}
	r.style = carbon.Style(r.options.Prefix, r.options.Tags, room)
	return r
}

// Name returns "graphite/" and the address.
func (r *Reporter) Name() string { return "graphite/" + r.addr }

func (o *Options) setDefaults() {
	if o.Prefix == "" {
		o.Prefix = names.Host()
	}
	if o.DialTimeout <= 0 {
		o.DialTimeout = defaultDialTimeout
	}
	if o.MaxDatagram <= 0 {
		o.MaxDatagram = wire.MTU
	}
	o.MaxDatagram = max(o.MaxDatagram, wire.MinDatagram)
}

func (o *Options) check(e wire.Endpoint) error {
	switch {
	case o.TLS != nil && e.Network != "tcp":
		return errors.New("TLS needs TCP: drop Options.TLS or the address' " + e.Network + "://")
	case o.Pickle && e.Datagram():
		return errors.New("pickle messages have no room in datagrams: drop Options.Pickle or use TCP")
	case o.Persistent && e.Datagram():
		return errors.New("UDP has no connections to keep: drop Options.Persistent or use TCP")
	}
	return nil
}
