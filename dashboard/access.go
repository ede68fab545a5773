package dashboard

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// allowedHost is an entry of Options.AllowedHosts.
type allowedHost struct{ name, port string }

func parseHosts(hosts []string) []allowedHost {
	var out []allowedHost
	for _, h := range hosts {
		name, port := splitHost(strings.TrimSpace(h))
		out = append(out, allowedHost{name, port})
	}
	return out
}

// authorize decides whether a request is answered.
func (d *Dashboard) authorize(r *http.Request) *httpError {
	switch {
	case crossSite(r.Header):
		return errorf(http.StatusForbidden, "another site may link to the dashboard, but not read or embed it")
	case len(d.hosts) > 0 && !d.hostAllowed(r.Host):
		return errorf(http.StatusForbidden, "the host %q is not among dashboard.Options.AllowedHosts: add it there, or use a name that is", r.Host)
	case d.options.Authorize != nil:
		if err := d.options.Authorize(r); err != nil {
			return errorf(http.StatusForbidden, "refused by dashboard.Options.Authorize, which decides who may look")
		}
	case len(d.hosts) == 0 && !local(r):
		return errorf(http.StatusForbidden, "the dashboard answers only requests made on its own machine to a loopback address: "+
			"to open it to others, set dashboard.Options.AllowedHosts or dashboard.Options.Authorize")
	}
	return nil
}

// crossSite reports whether another site's page made the request, in another way than by a link to this one.
func crossSite(h http.Header) bool {
	return h.Get("Sec-Fetch-Site") == "cross-site" &&
		(h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document")
}

// local reports whether a request comes from this machine. The Host is checked because a page of another site can
// point its own name at a loopback address; the headers because a proxy on this machine passes on anybody's requests.
func local(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() || forwarded(r.Header) {
		return false
	}
	host, _ := splitHost(r.Host)
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// proxyHeaders are what proxies add, beside all that begin with X-Forwarded.
var proxyHeaders = []string{
	"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Original-Forwarded-For",
	"X-Envoy-External-Address", "Cf-Connecting-Ip", "Fastly-Client-Ip", "True-Client-Ip",
}

func forwarded(h http.Header) bool {
	for _, name := range proxyHeaders {
		if len(h[name]) > 0 {
			return true
		}
	}
	for name := range h {
		if strings.HasPrefix(name, "X-Forwarded") {
			return true
		}
	}
	return false
}

func (d *Dashboard) hostAllowed(host string) bool {
	name, port := splitHost(host)
	for _, a := range d.hosts {
		if name != "" && name == a.name && (a.port == "" || port == a.port) {
			return true
		}
	}
	return false
}

// splitHost takes a Host header apart: the name in lower case without a final dot, or the address in its usual
// spelling without brackets, and the port, which may be absent.
func splitHost(host string) (name, port string) {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, ""
		if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
			name = host[1 : len(host)-1]
		}
	}
	if addr, err := netip.ParseAddr(name); err == nil {
		return addr.Unmap().String(), port
	}
	return strings.TrimSuffix(strings.ToLower(name), "."), port
}
