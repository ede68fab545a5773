package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A front is a proxy before a program. It returns the address under which browsers reach what is at the program's.
type front func(t *testing.T, program string) string

// location is a location of an nginx that says for whom it asks, as most do.
const location = `location %s {
	proxy_pass %s;
	proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
	proxy_set_header X-Forwarded-Proto $scheme;
	proxy_set_header Host $http_host;
	%s
}`

func keepingNginx(t *testing.T, program string) string {
	return "http://" + startNginx(t, "", fmt.Sprintf(location, "/", program, ""))
}

// strippingNginx passes /app/x on as /x.
func strippingNginx(t *testing.T, program string) string {
	return "http://" + startNginx(t, "", fmt.Sprintf(location, "/app/", program+"/", "")) + "/app"
}

func tlsNginx(t *testing.T, program string) string {
	cert, key := certificate(t)
	files := fmt.Sprintf("ssl_certificate %s; ssl_certificate_key %s;\n", cert, key)
	return "https://" + startNginx(t, " ssl", files+fmt.Sprintf(location, "/", program, ""))
}

// passwordNginx asks for a password; the browser learns it from the address.
func passwordNginx(t *testing.T, program string) string {
	file := filepath.Join(t.TempDir(), "passwords")
	if err := os.WriteFile(file, []byte("captain:{PLAIN}secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	auth := fmt.Sprintf("auth_basic metrics; auth_basic_user_file %s;", file)
	return "http://captain:secret@" + startNginx(t, "", fmt.Sprintf(location, "/", program, auth))
}

// slowProxy holds an answer back until it is complete, as some proxies do with all that they pass on.
func slowProxy(t *testing.T, program string) string {
	to, err := url.Parse(program)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "event-stream") {
			<-r.Context().Done()
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}
