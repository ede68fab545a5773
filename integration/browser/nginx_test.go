package browser_test

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/binnacle-go/metrics/integration/internal/eventually"
)

// nginxConfig is what a default nginx has, but for its paths. What a test adds stands in its server.
const nginxConfig = `
daemon off;
pid nginx.pid;
error_log stderr;
worker_processes 1;
events { worker_connections 128; }
http {
	access_log off;
	client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
	gzip on;
	server {
		listen %s;
		%s
	}
}`

// startNginx runs an nginx until the test ends, and returns the address at which it answers.
func startNginx(t *testing.T, listen, server string) string {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		path = "/usr/sbin/nginx" // which Debian keeps off the PATH of most users
	}
	dir, addr := t.TempDir(), freeAddr(t)
	config := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, addr+listen, server), 0o600); err != nil {
		t.Fatal(err)
	}
	// It runs as whoever starts it, else root's nginx could not read the folder of a test.
	cmd := exec.Command(path, "-p", dir, "-c", config, "-e", "stderr", "-g", "master_process off;")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("nginx is needed, on Debian: apt-get install nginx-light: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it says only that it was killed
	})
	eventually.Do(t, "nginx answers", func() error {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			c.Close()
		}
		return err
	})
	return addr
}

// freeAddr is a loopback address at which nobody listens.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// certificate writes a certificate for 127.0.0.1 and its key to files.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	pair := s.TLS.Certificates[0]
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, data []byte) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	return write("cert.pem", "CERTIFICATE", pair.Certificate[0]), write("key.pem", "PRIVATE KEY", der)
}
