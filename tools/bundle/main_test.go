package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBundle(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	write(t, from, map[string]string{
		"page.js":       "import { twice } from \"./lib/twice.js\";\n// A comment.\nconsole.log(twice(21));\n",
		"lib/twice.js":  "export const twice = number => number * 2;\nexport const unused = 1;\n",
		"page.css":      "@import \"./parts/a.css\";\nb {\n\tcolor: red;\n}\n",
		"parts/a.css":   "/* why */\na { color: light-dark(#ffffff, #000000) }\n",
		"lib/notes.txt": "no entry point",
	})
	write(t, to, map[string]string{"gone.js": "left over"})
	if err := bundle(from, to); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(to)
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v, want page.css and page.js", files, err)
	}
	for name, want := range map[string]string{
		"page.js":  "var o=t=>t*2;console.log(o(21));\n",
		"page.css": "a{color:light-dark(#ffffff,#000000)}b{color:red}\n",
	} {
		if got, err := os.ReadFile(filepath.Join(to, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
}

func TestBundleSaysWhatIsWrong(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	write(t, from, map[string]string{"page.js": "import \"./gone.js\";\n"})
	if err := bundle(from, to); err == nil || !strings.Contains(err.Error(), "1 times") {
		t.Errorf("a broken import: %v", err)
	}
	if err := bundle(filepath.Join(from, "gone"), to); err == nil {
		t.Error("no folder, and no error")
	}
}
