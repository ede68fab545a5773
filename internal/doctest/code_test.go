package doctest_test

import (
	"testing"

	"github.com/binnacle-go/metrics/internal/doctest"
)

func block(text string) doctest.Block {
	return doctest.Block{Doc: "x.md", Line: 3, Lang: "go", Text: text}
}

func TestPackage(t *testing.T) {
	for text, want := range map[string]string{
		"package main\n\nfunc main() {}\n": "main",
		"// Package x is.\npackage x\n":    "x",
		"reg.Counter(\"package\").Inc()\n": "",
		"var x = `\npackage main\n`\n":     "",
		"import \"fmt\"\n\nvar _ = fmt.Sp": "",
	} {
		if got := block(text).Package(); got != want {
			t.Errorf("the package of %q is %q, want %q", text, got, want)
		}
	}
}

func TestServes(t *testing.T) {
	for text, want := range map[string]bool{
		"package main\n\nvar addr = \"localhost:8080\"\n": true,
		"package main\n\nfunc main() {}\n":                false,
		"package x\n\nvar addr = \"localhost:8080\"\n":    false,
	} {
		got, err := block(text).Serves()
		if err != nil || got != want {
			t.Errorf("%q serves: %v, %v; want %v", text, got, err, want)
		}
	}
	_, err := block("package main\n\nvar _ = http.ListenAndServe(\":80\", nil)\n").Serves()
	wantError(t, err, `x.md:3: a program must listen on "localhost:8080"`)
}

func TestCheckFormat(t *testing.T) {
	for _, text := range []string{"package x\n\nvar x = 1\n", "x := 1\nx++\n", "func f() {\n\tg()\n}\n"} {
		if err := block(text).CheckFormat(); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	wantError(t, block("x:=1\n").CheckFormat(), "x.md:3: not as gofmt writes it, which is:\nx := 1\n")
	wantError(t, block("x := ...\n").CheckFormat(), "x.md:3: in the block: 1:")
}

func TestFileRefusesWhatItCannotPlace(t *testing.T) {
	fragment := block("x := 1\n")
	_, err := fragment.File(".", "testdata/preludes", "")
	wantError(t, err, "x.md:3: a fragment: write <!-- doctest: prelude=NAME -->")

	fragment.Prelude = "missing"
	_, err = fragment.File(".", "testdata/preludes", "")
	wantError(t, err, "testdata/preludes/missing.go")

	fragment.Prelude = "main_test"
	_, err = fragment.File(".", ".", "")
	wantError(t, err, "no line //doctest:fragment in main_test.go")

	complete := block("package main\n")
	complete.Prelude = "inside"
	_, err = complete.File(".", "testdata/preludes", "")
	wantError(t, err, "x.md:3: a complete file takes no prelude")
}
