package doctest_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/internal/doctest"
)

func newModule(t *testing.T) *doctest.Module {
	t.Helper()
	m, err := doctest.NewModule(t.TempDir(), rootDir(t), filepath.Join(rootDir(t), "internal/doctest/testdata/preludes"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func add(t *testing.T, m *doctest.Module, b doctest.Block) string {
	t.Helper()
	name, err := m.Add(b)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestGoodBlocksBuildAndServe(t *testing.T) {
	m := newModule(t)
	var program string
	for _, b := range goodBlocks(t) {
		if b.Lang != "go" {
			continue
		}
		if err := b.CheckFormat(); err != nil {
			t.Error(err)
		}
		name := add(t, m, b)
		if serves, err := b.Serves(); err != nil {
			t.Error(err)
		} else if serves {
			program = name
		}
	}
	if err := m.Build(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := m.Serve(ctx, program); err != nil {
		t.Error(err)
	}
}

func TestBuildReportsThePlaceInTheDocument(t *testing.T) {
	for name, c := range map[string]struct{ prelude, text, want string }{
		"does not compile":        {"", "package x\n\nvar x = undefined\n", "x.md:5: undefined: undefined"},
		"fragment":                {"inside", "reg.Counter(1)\n", "x.md:3: cannot use 1"},
		"vet":                     {"", "package x\n\nimport \"fmt\"\n\nfunc f() { fmt.Printf(\"%d\", \"\") }\n", "x.md:7:"},
		"what is internal":        {"", "package x\n\nimport _ \"github.com/binnacle-go/metrics/internal/doctest\"\n", "internal"},
		"another module's":        {"", "package x\n\nimport _ \"example.com/nowhere\"\n", "example.com/nowhere"},
		"a program without entry": {"", "package main\n", "main"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newModule(t)
			b := block(c.text)
			b.Prelude = c.prelude
			add(t, m, b)
			wantError(t, m.Build(), c.want)
		})
	}
}

func TestServeReportsAProgramThatShowsNothing(t *testing.T) {
	m := newModule(t)
	ends := add(t, m, block("package main\n\nfunc main() { println(\"I end\") }\n"))
	silent := block("package main\n\nimport \"net/http\"\n\nfunc main() {\n" +
		"\tprintln(\"I serve nothing\")\n\thttp.ListenAndServe(\"localhost:8080\", nil)\n}\n")
	silent.Line++ // a block of its own
	serves := add(t, m, silent)
	if err := m.Build(); err != nil {
		t.Fatal(err)
	}
	wantError(t, m.Serve(t.Context(), ends), "the program ended by itself (exit status 0) and printed:\nI end")

	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	wantError(t, m.Serve(ctx, serves), "no series")
}
