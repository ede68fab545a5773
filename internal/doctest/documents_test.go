package doctest_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/binnacle-go/metrics/internal/doctest"
)

// TestDocuments holds the project's documents to the rules of this package.
func TestDocuments(t *testing.T) {
	root := rootDir(t)
	blocks := projectBlocks(t, root)
	m, err := doctest.NewModule(t.TempDir(), root, filepath.Join(root, "internal/doctest/preludes"))
	if err != nil {
		t.Fatal(err)
	}
	servers, inReadme := addAll(t, m, root, blocks)
	if inReadme == 0 {
		t.Error("README.md has no complete program: it must show one")
	}
	if t.Failed() {
		return
	}
	if err := m.Build(); err != nil {
		t.Fatal(err)
	}
	for _, server := range servers {
		t.Run("serve "+server, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if err := m.Serve(ctx, server); err != nil {
				t.Error(err)
			}
		})
	}
}

// addAll checks the blocks one by one and puts the Go of them into m. It returns the programs to run, and how many
// complete programs README.md has.
func addAll(t *testing.T, m *doctest.Module, root string, blocks []doctest.Block) (servers []string, inReadme int) {
	for _, b := range blocks {
		if b.Shell() {
			report(t, b.CheckCommands(root))
		}
		if b.Lang != "go" {
			continue
		}
		report(t, b.CheckFormat())
		name, err := m.Add(b)
		report(t, err)
		serves, err := b.Serves()
		report(t, err)
		if serves {
			servers = append(servers, name)
		}
		if b.Doc == "README.md" && b.Package() == "main" {
			inReadme++
		}
	}
	return servers, inReadme
}

func report(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// projectBlocks returns the blocks of every document of the project.
func projectBlocks(t *testing.T, root string) []doctest.Block {
	docs, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".md") {
			docs = append(docs, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var blocks []doctest.Block
	for _, path := range docs {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		found, err := doctest.Blocks(filepath.ToSlash(doc), string(text))
		if err != nil {
			t.Error(err)
		}
		blocks = append(blocks, found...)
	}
	return blocks
}

func rootDir(t *testing.T) string {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}
