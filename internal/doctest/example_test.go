package doctest_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/binnacle-go/metrics/internal/doctest"
)

func ExampleBlock() {
	blocks, err := doctest.Blocks("README.md", "To run it:\n\n```sh\nmake demo\n```\n")
	if err != nil {
		fmt.Println(err)
	}
	for _, b := range blocks {
		fmt.Printf("%s: %s", b, b.Text)
	}
	// Output: README.md:4: make demo
}

func ExampleModule() {
	root, err := filepath.Abs("../..")
	if err != nil {
		fmt.Println(err)
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
	}
	defer os.RemoveAll(dir)

	m, err := doctest.NewModule(dir, root, "preludes")
	if err != nil {
		fmt.Println(err)
	}
	name, err := m.Add(doctest.Block{Doc: "docs/x.md", Line: 7, Lang: "go", Text: "package x\n"})
	fmt.Println(name, err)
	fmt.Println(m.Build())
	// Output:
	// docs_x_md_7 <nil>
	// <nil>
}
