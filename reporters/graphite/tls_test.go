package graphite_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/reporters/graphite"
)

// certificate returns one for a host that is valid until an instant, and a pool that trusts it.
func certificate(t *testing.T, host string, until time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// trusting returns a configuration that trusts a certificate of "carbon.example".
func trusting(t *testing.T) *tls.Config {
	t.Helper()
	_, pool := certificate(t, "carbon.example", time.Now().Add(time.Hour))
	return &tls.Config{RootCAs: pool, ServerName: "carbon.example"}
}

// newTLSSink returns a server whose certificate is for a host until an instant, and a pool that trusts it.
func newTLSSink(t *testing.T, host string, until time.Time, handle func(net.Conn) ([]byte, bool)) (*sink, *x509.CertPool) {
	t.Helper()
	cert, pool := certificate(t, host, until)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return newSinkOn(t, tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{cert}}), handle), pool
}

// endsWithoutFarewell reads all and closes the connection below TLS, as relays on OpenSSL do.
func endsWithoutFarewell(c net.Conn) ([]byte, bool) {
	body, err := io.ReadAll(c)
	c.(*tls.Conn).NetConn().Close()
	return body, err == nil
}

func TestTLSDelivers(t *testing.T) {
	body := strings.Repeat("a.long.name 0.0034 1700000000\n", 50_000)
	for name, handle := range map[string]func(net.Conn) ([]byte, bool){"": works, "without farewell": endsWithoutFarewell} {
		t.Run(name, func(t *testing.T) {
			s, pool := newTLSSink(t, "carbon.example", time.Now().Add(time.Hour), handle)
			r := graphite.New(s.addr, &graphite.Options{TLS: &tls.Config{RootCAs: pool, ServerName: "carbon.example"}})
			if err := r.Send(t.Context(), []byte(body)); err != nil {
				t.Fatal(err)
			}
			waitUntil(t, "everything has arrived", func() bool { return len(s.received()) == 1 })
			if got := s.received()[0]; got != body {
				t.Errorf("%d bytes arrived, want %d", len(got), len(body))
			}
		})
	}
}

// The name to verify is the address' host unless the configuration has another.
func TestTLSVerifiesTheAddress(t *testing.T) {
	s, pool := newTLSSink(t, "localhost", time.Now().Add(time.Hour), works)
	_, port, _ := net.SplitHostPort(s.addr)
	r := graphite.New("localhost:"+port, &graphite.Options{TLS: &tls.Config{RootCAs: pool}})
	if err := r.Send(t.Context(), []byte("a 1 2\n")); err != nil {
		t.Error(err)
	}
}

func TestTLSFailsClosed(t *testing.T) {
	for name, c := range map[string]struct {
		until  time.Time
		config func(pool *x509.CertPool) *tls.Config
		want   string
	}{
		"unknown authority": {time.Now().Add(time.Hour), func(*x509.CertPool) *tls.Config {
			return &tls.Config{RootCAs: x509.NewCertPool(), ServerName: "carbon.example"}
		}, "unknown authority"},
		"wrong host": {time.Now().Add(time.Hour), func(p *x509.CertPool) *tls.Config {
			return &tls.Config{RootCAs: p, ServerName: "other.example"}
		}, "other.example"},
		"expired": {time.Now().Add(-time.Hour), func(p *x509.CertPool) *tls.Config {
			return &tls.Config{RootCAs: p, ServerName: "carbon.example"}
		}, "expired"},
	} {
		t.Run(name, func(t *testing.T) {
			s, pool := newTLSSink(t, "carbon.example", c.until, works)
			r := graphite.New(s.addr, &graphite.Options{TLS: c.config(pool)})
			err := r.Send(t.Context(), []byte("secret 1 2\n"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			for _, body := range s.received() {
				if body != "" {
					t.Errorf("%q was sent all the same", body)
				}
			}
		})
	}
}

func TestTLSToAServerWithoutIt(t *testing.T) {
	s := newSink(t, answers("ERROR\n"))
	r := graphite.New(s.addr, &graphite.Options{TLS: trusting(t)})
	if err := r.Send(t.Context(), []byte("a 1 2\n")); err == nil || !strings.Contains(err.Error(), "TLS") {
		t.Errorf("got %v", err)
	}
}

func waitUntil(t *testing.T, what string, ok func() bool) {
	t.Helper()
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	deadline := time.After(time.Minute)
	for !ok() {
		select {
		case <-poll.C:
		case <-deadline:
			t.Fatalf("waited a minute until %s", what)
		}
	}
}
