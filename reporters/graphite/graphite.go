package graphite

import (
	"net"
	"os"
	"strings"
	"time"
)

const (
	defaultDialTimeout = 5 * time.Second
	maxPrefix          = 500 // bytes, so that every series' own part has room in a name
)

// Options configure a Reporter. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Prefix stands before every name, with dots between its components; it is sanitised as names are. "." stands
	// for none. Default: the host name, with each dot replaced by "_".
	Prefix string

	// DialTimeout bounds the time to resolve the address and connect; so does the delivery's own. Default: 5 s.
	DialTimeout time.Duration
}

// A Reporter sends to one Graphite server. It keeps no connection, needs no Close and is safe for concurrent use.
type Reporter struct {
	addr   string
	prefix string // sanitised, with a dot at its end unless it is empty
	dialer net.Dialer
}

// New returns a reporter for the plaintext port at addr, "host:port"; Carbon's usual port is 2003. It does not connect
// yet: an address that is wrong or unreachable shows as failing deliveries.
func New(addr string, o *Options) *Reporter {
	var options Options
	if o != nil {
		options = *o
	}
	if options.Prefix == "" {
		options.Prefix = hostname()
	}
	if options.DialTimeout <= 0 {
		options.DialTimeout = defaultDialTimeout
	}
	return &Reporter{
		addr:   addr,
		prefix: cleanPrefix(options.Prefix),
		dialer: net.Dialer{Timeout: options.DialTimeout},
	}
}

// Name returns "graphite/" and the address.
func (r *Reporter) Name() string { return "graphite/" + r.addr }

// hostname returns the host's name as one component.
func hostname() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "localhost"
	}
	return strings.ReplaceAll(name, ".", "_")
}

func cleanPrefix(prefix string) string {
	var clean []byte
	for component := range strings.SplitSeq(prefix, ".") {
		if component != "" && len(clean) < maxPrefix {
			clean, _ = appendComponent(clean, component)
			clean = append(clean, '.')
		}
	}
	return string(clean)
}
