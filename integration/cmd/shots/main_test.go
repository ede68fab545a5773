package main

import (
	"fmt"
	"image"
	_ "image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const page = `<!doctype html><link rel="icon" href="data:,"><style>
body { margin: 0; height: 1500px; background: #fff }
@media (prefers-color-scheme: dark) { body { background: #000 } }
</style>`

func TestShootWritesEachSizeAndScheme(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, page) }))
	defer s.Close()
	dir := filepath.Join(t.TempDir(), "new")
	if err := shoot(s.URL, dir); err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		name  string
		width int
		red   uint32
	}{{"light-1400.png", 1400, 0xffff}, {"light-320.png", 320, 0xffff}, {"dark-1400.png", 1400, 0}, {"dark-320.png", 320, 0}} {
		img := decode(t, filepath.Join(dir, want.name))
		if size := img.Bounds().Size(); size != image.Pt(want.width, 1500) {
			t.Errorf("%s is %v", want.name, size)
		}
		if red, _, _, _ := img.At(10, 1400).RGBA(); red != want.red {
			t.Errorf("%s: red is %x, want %x", want.name, red, want.red)
		}
	}
}

func TestShootRefusesAnErrorPage(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	if err := shoot(s.URL, t.TempDir()); err == nil {
		t.Error("no error for a page that answers 404")
	}
}

func decode(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
