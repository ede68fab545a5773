package main

import (
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

func TestMistakesAreExplained(t *testing.T) {
	busy, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	dir := sources(t)
	for _, c := range []struct {
		args []string
		code int
		text string
	}{
		{[]string{"-load", "-1"}, 2, "-load -1 is not from 0 to 10000"},
		{[]string{"-load", "10001"}, 2, "-load 10001 is not from 0 to 10000"},
		{[]string{"-load", "many"}, 2, `invalid value "many" for flag -load`},
		{[]string{"-addr", "8080"}, 2, "write host:port, for instance localhost:8080"},
		{[]string{"-graphite", "carbon"}, 2, "write host:port, for instance localhost:2003"},
		{[]string{"-nothing"}, 2, "not defined: -nothing"},
		{[]string{"src"}, 2, `unexpected argument "src"`},
		{[]string{"-addr", "localhost:99999", "-dir", dir}, 1, "-addr"},
		{[]string{"-addr", busy.Addr().String(), "-dir", dir}, 1, "choose another -addr"},
		{[]string{"-dir", filepath.Join(dir, "missing")}, 1, "-dir: "},
		{[]string{"-dir", filepath.Join(dir, "VERSION")}, 1, "is not a directory"},
	} {
		var out strings.Builder
		err := run(t.Context(), c.args, &out)
		if err == nil || exitCode(err) != c.code || !strings.Contains(err.Error(), c.text) || out.Len() > 0 {
			t.Errorf("%q: %v, %q; want exit code %d and an error with %q", c.args, err, out.String(), c.code, c.text)
		}
	}
}

func TestWithoutGoADirectoryMustBeNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := run(t.Context(), []string{"-addr", "localhost:0"}, io.Discard)
	if err == nil || exitCode(err) != 1 || !strings.Contains(err.Error(), "name a source tree with -dir") {
		t.Errorf("without a go command: %v, want an error that names -dir", err)
	}
}

func TestHelpIsPrinted(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"-help"}, &out); err != nil {
		t.Fatal(err)
	}
	for _, flag := range []string{"-addr", "-dir", "-graphite", "-box", "-load"} {
		if !strings.Contains(out.String(), flag) {
			t.Errorf("the help does not speak of %s:\n%s", flag, out.String())
		}
	}
}

func TestURLOf(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	for addr, want := range map[string]string{
		"localhost:0": "http://localhost:", ":0": "http://localhost:", "0.0.0.0:0": "http://localhost:", "[::]:0": "http://localhost:",
		"127.0.0.1:0": "http://127.0.0.1:", "[::1]:0": "http://[::1]:",
	} {
		if got := urlOf(addr, listener); got != want+port {
			t.Errorf("the URL for -addr %s is %s, want %s", addr, got, want+port)
		}
	}
}
