package dashboard_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func TestOnlyThisMachineByDefault(t *testing.T) {
	d := newDashboard(t, metrics.NewRegistry(nil), nil)
	tests := []struct {
		name, peer, host string
		header           string
		allowed          bool
	}{
		{"IPv4", "127.0.0.1:1", "127.0.0.1:8080", "", true},
		{"another loopback address", "127.8.9.10:1", "127.1.2.3", "", true},
		{"IPv6", "[::1]:1", "[::1]:8080", "", true},
		{"IPv6 without port", "[::1]:1", "[::1]", "", true},
		{"IPv6 written out", "[::1]:1", "[0:0:0:0:0:0:0:1]:80", "", true},
		{"IPv4 in IPv6", "[::ffff:127.0.0.1]:1", "[::ffff:127.0.0.1]:80", "", true},
		{"with a zone", "[::1%lo]:1", "localhost", "", true},
		{"localhost", "127.0.0.1:1", "localhost:8080", "", true},
		{"localhost without port", "127.0.0.1:1", "localhost", "", true},
		{"localhost with a final dot", "127.0.0.1:1", "LocalHost.:80", "", true},

		{"another machine", "192.0.2.1:1", "localhost", "", false},
		{"another machine by IPv6", "[2001:db8::1]:1", "localhost", "", false},
		{"the link", "[fe80::1%eth0]:1", "localhost", "", false},
		{"the network through IPv6", "[::ffff:10.0.0.1]:1", "localhost", "", false},
		{"a socket file", "@", "localhost", "", false},
		{"no peer", "", "localhost", "", false},
		{"DNS rebinding", "127.0.0.1:1", "evil.example:8080", "", false},
		{"a name that begins like it", "127.0.0.1:1", "localhost.evil.example", "", false},
		{"a name that begins like an address", "127.0.0.1:1", "127.0.0.1.nip.io", "", false},
		{"the unspecified address", "127.0.0.1:1", "0.0.0.0:8080", "", false},
		{"the address of the machine", "127.0.0.1:1", "192.168.1.5:8080", "", false},
		{"an unusual spelling", "127.0.0.1:1", "127.1", "", false},
		{"a number for an address", "127.0.0.1:1", "2130706433", "", false},
		{"no host", "127.0.0.1:1", "", "", false},
		{"only a port", "127.0.0.1:1", ":8080", "", false},
		{"a broken host", "127.0.0.1:1", "[::1", "", false},

		{"a proxy that says for whom", "127.0.0.1:1", "localhost", "X-Forwarded-For", false},
		{"a proxy that says which host", "127.0.0.1:1", "localhost", "X-Forwarded-Host", false},
		{"a proxy that says which scheme", "127.0.0.1:1", "localhost", "X-Forwarded-Proto", false},
		{"a proxy by the standard", "127.0.0.1:1", "localhost", "Forwarded", false},
		{"nginx", "127.0.0.1:1", "localhost", "X-Real-Ip", false},
		{"any proxy", "127.0.0.1:1", "localhost", "Via", false},
		{"Cloudflare", "127.0.0.1:1", "localhost", "Cf-Connecting-Ip", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := local(http.MethodGet, "format=json")
			r.RemoteAddr, r.Host = test.peer, test.host
			if test.header != "" {
				r.Header.Set(test.header, "127.0.0.1")
			}
			expectAccess(t, d, r, test.allowed, "AllowedHosts", "Authorize")
		})
	}
}

// expectAccess checks whether a request is answered; if not, what the refusal has to name.
func expectAccess(t *testing.T, d *dashboard.Dashboard, r *http.Request, allowed bool, names ...string) {
	t.Helper()
	w := answer(d, r)
	if allowed {
		if w.Code != http.StatusOK {
			t.Errorf("from %s to %s: refused with %d %s", r.RemoteAddr, r.Host, w.Code, w.Body)
		}
		return
	}
	if w.Code != http.StatusForbidden {
		t.Errorf("from %s to %s: answered with %d %s", r.RemoteAddr, r.Host, w.Code, w.Body)
	}
	for _, name := range names {
		if !strings.Contains(w.Body.String(), name) {
			t.Errorf("the refusal %s does not name %s", w.Body, name)
		}
	}
}

func TestAllowedHosts(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{
		History:      &still{reg.Snapshot()},
		AllowedHosts: []string{"metrics.example.com", "Admin.Example.com:8443", "2001:db8::1", "[2001:db8::2]:80", "192.0.2.7"},
	})
	tests := []struct {
		host    string
		allowed bool
	}{
		{"metrics.example.com", true},
		{"METRICS.example.com.", true},
		{"metrics.example.com:9999", true},
		{"admin.example.com:8443", true},
		{"[2001:db8::1]:8080", true},
		{"[2001:db8:0::1]", true},
		{"[2001:db8::2]:80", true},
		{"192.0.2.7:8080", true},

		{"admin.example.com", false},
		{"admin.example.com:80", false},
		{"[2001:db8::2]", false},
		{"evil.example", false},
		{"a.metrics.example.com", false},
		{"localhost:8080", false},
		{"", false},
	}
	for _, test := range tests {
		for _, peer := range []string{"203.0.113.9:1", "127.0.0.1:1"} {
			r := local(http.MethodGet, "format=json", "X-Forwarded-For", "203.0.113.9")
			r.RemoteAddr, r.Host = peer, test.host
			expectAccess(t, d, r, test.allowed, "AllowedHosts")
		}
	}
}

func TestAuthorizeDecides(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	refuse := func(r *http.Request) error {
		if r.Header.Get("Authorization") == "Bearer right" {
			return nil
		}
		return errors.New("the token is not hunter2")
	}
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}, Authorize: refuse})
	for _, query := range []string{"", "format=json", "format=text", "format=html", "live=1", "live=1&after=1", "asset=x"} {
		r := local(http.MethodGet, query)
		w := answer(d, r)
		if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "hunter2") {
			t.Errorf("%q without a token is answered with %d %s", query, w.Code, w.Body)
		}
	}
	r := local(http.MethodGet, "format=json", "Authorization", "Bearer right")
	r.RemoteAddr, r.Host = "203.0.113.9:1", "anything.example"
	expectAccess(t, d, r, true)
}

func TestAuthorizeAndAllowedHostsMustAgree(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{
		History:      &still{reg.Snapshot()},
		Authorize:    func(*http.Request) error { return errors.New("no") },
		AllowedHosts: []string{"metrics.example.com"},
	})
	r := local(http.MethodGet, "format=json")
	r.Host = "metrics.example.com"
	expectAccess(t, d, r, false, "refused")
}

func TestAllowAll(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}, Authorize: dashboard.AllowAll})
	r := local(http.MethodGet, "format=json", "X-Forwarded-For", "203.0.113.9")
	r.RemoteAddr, r.Host = "203.0.113.9:1", "anything.example"
	expectAccess(t, d, r, true)
}

func TestOtherSitesMayOnlyLink(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	d := newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}, Authorize: dashboard.AllowAll})
	tests := []struct {
		site, mode, dest string
		allowed          bool
	}{
		{"", "", "", true},
		{"none", "navigate", "document", true},
		{"same-origin", "cors", "empty", true},
		{"same-site", "cors", "empty", true},
		{"cross-site", "navigate", "document", true},
		{"cross-site", "navigate", "iframe", false},
		{"cross-site", "no-cors", "script", false},
		{"cross-site", "no-cors", "image", false},
		{"cross-site", "cors", "empty", false},
		{"cross-site", "", "", false},
	}
	for _, test := range tests {
		r := local(http.MethodGet, "format=json")
		for name, value := range map[string]string{"Site": test.site, "Mode": test.mode, "Dest": test.dest} {
			if value != "" {
				r.Header.Set("Sec-Fetch-"+name, value)
			}
		}
		expectAccess(t, d, r, test.allowed, "site")
	}
}

// Who is refused is refused the assets too: the page that says so does without them.
func TestTheRefusalNamesTheOptionAndLoadsNothing(t *testing.T) {
	reg := metrics.NewRegistry(nil)
	no := func(*http.Request) error { return errors.New("no") }
	for option, d := range map[string]*dashboard.Dashboard{
		"dashboard.Options.AllowedHosts": newDashboard(t, reg, nil),
		"dashboard.Options.Authorize":    newDashboard(t, reg, &dashboard.Options{History: &still{reg.Snapshot()}, Authorize: no}),
	} {
		r := local(http.MethodGet, "format=html")
		r.RemoteAddr = "203.0.113.9:1"
		body := answer(d, r).Body.String()
		if !strings.Contains(body, option) || strings.Contains(body, `="?asset=a`) {
			t.Errorf("the page is\n%s\nwant %s and no assets", body, option)
		}
	}
}
