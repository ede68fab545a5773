// Bundle writes the scripts and stylesheets that pages refer to: each file right in the source folder with all that it
// imports, without what only people need.
//
//	go run ./bundle ../dashboard/assets/src ../dashboard/assets/dist
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: bundle SOURCES OUTPUT")
		os.Exit(2)
	}
	if err := bundle(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// bundle makes the output folder hold the bundles and nothing else.
func bundle(from, to string) error {
	entries, err := entryPoints(from)
	if err != nil {
		return err
	}
	from, errFrom := filepath.Abs(from)
	to, errTo := filepath.Abs(to)
	if err := errors.Join(errFrom, errTo, os.RemoveAll(to)); err != nil {
		return err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       entries,
		AbsWorkingDir:     from,
		Outdir:            to,
		Bundle:            true,
		Format:            api.FormatESModule,
		Charset:           api.CharsetUTF8,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsEndOfFile, // licences stay
		LogLevel:          api.LogLevelWarning,        // to stderr
		Write:             true,
	})
	if n := len(result.Errors) + len(result.Warnings); n > 0 {
		return fmt.Errorf("esbuild complains %d times: see above", n)
	}
	return nil
}

// entryPoints are the files right in the folder. What they share lies in folders below it.
func entryPoints(folder string) ([]string, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		if !f.IsDir() {
			out = append(out, "./"+f.Name())
		}
	}
	return out, nil
}
