package doctest

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	shells     = map[string]bool{"sh": true, "bash": true, "shell": true, "console": true}
	makeTarget = regexp.MustCompile(`(?m)^([\w-]+):`)
	comment    = regexp.MustCompile(`(^|\s)#.*`)
	separator  = regexp.MustCompile(`&&|\|\||[;|&]`)
)

// Shell tells whether the block holds commands for a shell.
func (b Block) Shell() bool { return shells[b.Lang] }

// CheckCommands returns an error if a command of a shell block, run at root, names a target that the Makefile does not
// have, or a program of the library's that does not exist.
func (b Block) CheckCommands(root string) error {
	dir := root
	text := strings.ReplaceAll(b.Text, "\\\n", " ")
	for line := range strings.Lines(text) {
		for _, command := range separator.Split(comment.ReplaceAllString(line, ""), -1) {
			words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(command), "$ "))
			for len(words) > 0 && strings.Contains(words[0], "=") { // of the environment
				words = words[1:]
			}
			if len(words) > 1 && words[0] == "cd" {
				dir = filepath.Join(dir, words[1])
				continue
			}
			if err := checkCommand(root, dir, words); err != nil {
				return fmt.Errorf("%s: %s: %w", b, strings.TrimSpace(command), err)
			}
		}
	}
	return nil
}

func checkCommand(root, dir string, words []string) error {
	switch {
	case len(words) > 1 && words[0] == "make":
		return checkTargets(dir, words[1:])
	case len(words) > 2 && words[0] == "go" && (words[1] == "run" || words[1] == "install"):
		return checkProgram(root, dir, words[2:])
	}
	return nil
}

func checkTargets(dir string, words []string) error {
	makefile, err := os.ReadFile(filepath.Join(dir, "Makefile"))
	if err != nil {
		return err
	}
	targets := map[string]bool{}
	for _, m := range makeTarget.FindAllStringSubmatch(string(makefile), -1) {
		targets[m[1]] = true
	}
	for _, word := range words {
		if !strings.HasPrefix(word, "-") && !strings.Contains(word, "=") && !targets[word] {
			return fmt.Errorf("the Makefile has no target %s", word)
		}
	}
	return nil
}

// checkProgram checks the first word that is a package of the library's: "./path" or one that starts with its name.
func checkProgram(root, dir string, words []string) error {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	library := moduleLine.FindStringSubmatch(string(mod))[1]
	for _, word := range words {
		path, _, _ := strings.Cut(word, "@")
		if path == "." || strings.HasPrefix(path, "./") {
			return checkMain(filepath.Join(dir, path), dir)
		}
		if below, ok := strings.CutPrefix(path, library+"/"); ok {
			return checkMain(filepath.Join(root, below), root)
		}
	}
	return nil
}

// checkMain returns an error unless the folder holds a program, of the module that from belongs to.
func checkMain(folder, from string) error {
	if module(folder) != module(from) {
		return fmt.Errorf("%s belongs to another module than %s", folder, from)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return err
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err == nil && file.Name.Name == "main" {
			return nil
		}
	}
	return fmt.Errorf("no program in %s", folder)
}

// module returns the folder of the go.mod that a folder belongs to.
func module(folder string) string {
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil || folder == filepath.Dir(folder) {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}
