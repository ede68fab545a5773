package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// sourceDir returns the directory to search: the one named, or else the Go installation.
func sourceDir(named string) (string, error) {
	if named == "" {
		return goRoot()
	}
	info, err := os.Stat(named)
	if err != nil {
		return "", fmt.Errorf("-dir: %w", err)
	}
	if !info.IsDir() {
		return "", fmt.Errorf("-dir: %s is not a directory", named)
	}
	return named, nil
}

func goRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("cannot find the Go installation, name a source tree with -dir: go env GOROOT: %w", err)
	}
	root := strings.TrimSpace(string(out))
	// Some distributions keep the sources elsewhere and only link to them, which the tree would not follow.
	src := filepath.Join(root, "src")
	if info, err := os.Lstat(src); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return src, nil
	}
	return root, nil
}
