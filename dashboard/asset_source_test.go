package dashboard

import (
	"testing"
	"testing/fstest"
)

func TestReadSource(t *testing.T) {
	files := fstest.MapFS{
		"assets/app.js/1-a.js": {Data: []byte("// What a is.\n\nconst a = 1; // stays\n\tif (a) {\n\t\tb();\n\t}\n")},
		"assets/app.js/2-b.js": {Data: []byte("function b() {}")},
		"assets/app.css":       {Data: []byte("a:hover, b > i { color: red; margin: 0 }\n\n@media print {\n\ta { content: \"x \" }\n}\n")},
		"assets/icon.svg":      {Data: []byte("<svg>\n\t<!-- // -->\n</svg>\n")},
	}
	for file, want := range map[string]string{
		"assets/app.js":   "const a = 1; // stays\nif (a) {\nb();\n}\nfunction b() {}\n",
		"assets/app.css":  "a:hover,b>i{color:red;margin:0}\n@media print{\na{content:\"x \"}\n}\n",
		"assets/icon.svg": "<svg>\n\t<!-- // -->\n</svg>\n",
	} {
		got, err := readSource(files, file)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", file, got, err, want)
		}
	}
	if _, err := readSource(files, "assets/gone.js"); err == nil {
		t.Error("a file that is not there is read without an error")
	}
}

func TestAssetsOfThePageAreThere(t *testing.T) {
	byFile, _ := assets()
	for _, file := range []string{"app.js", "app.css"} {
		if a := byFile[file]; a == nil || len(a.body) == 0 {
			t.Errorf("%s is missing", file)
		}
	}
}
