package doctest

import (
	"bytes"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Address is where a program in a document listens.
const Address = "localhost:8080"

var marker = regexp.MustCompile(`(?m)^\s*//doctest:fragment\n`)

// Package returns the package that a complete file belongs to, and "" for a fragment.
func (b Block) Package() string {
	file, err := parser.ParseFile(token.NewFileSet(), b.Doc, b.Text, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return file.Name.Name
}

// Serves tells whether the block is a program that serves HTTP. One that does so elsewhere than at Address is an error,
// since it could not be run.
func (b Block) Serves() (bool, error) {
	if b.Package() != "main" {
		return false, nil
	}
	if strings.Contains(b.Text, `"`+Address+`"`) {
		return true, nil
	}
	if strings.Contains(b.Text, "http.ListenAndServe(") || strings.Contains(b.Text, "http.Server{") {
		return false, fmt.Errorf("%s: a program must listen on %q for the test to move it to a free port", b, Address)
	}
	return false, nil
}

// CheckFormat returns an error unless the code is as gofmt writes it.
func (b Block) CheckFormat() error {
	want, err := format.Source([]byte(b.Text))
	if err != nil {
		return fmt.Errorf("%s: in the block: %w", b, err)
	}
	if string(want) != b.Text {
		return fmt.Errorf("%s: not as gofmt writes it, which is:\n%s", b, want)
	}
	return nil
}

// File returns the Go file to compile for the block, which listens on addr where the document says Address. The compiler
// reports what it finds at the place in the document, below root. A fragment is put into its prelude.
func (b Block) File(root, preludes, addr string) (string, error) {
	code := fmt.Sprintf("//line %s:%d\n%s", filepath.Join(root, b.Doc), b.Line, strings.ReplaceAll(b.Text, Address, addr))
	complete := b.Package() != ""
	switch {
	case complete && b.Prelude != "":
		return "", fmt.Errorf("%s: a complete file takes no prelude: remove the comment before it", b)
	case complete:
		return code, nil
	case b.Prelude == "":
		return "", fmt.Errorf("%s: a fragment: write <!-- doctest: prelude=NAME --> before it, for a NAME.go in %s", b, preludes)
	}
	name := filepath.Join(preludes, b.Prelude+".go")
	prelude, err := os.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("%s: %w", b, err)
	}
	at := marker.FindIndex(prelude)
	if at == nil {
		return "", fmt.Errorf("%s: no line //doctest:fragment in %s", b, name)
	}
	before, after := prelude[:at[0]], prelude[at[1]:]
	line := bytes.Count(prelude[:at[1]], []byte("\n")) + 1
	return fmt.Sprintf("%s%s//line %s:%d\n%s", before, code, name, line, after), nil
}
