// Shots takes pictures of a page in light and dark, 1400 and 320 pixels wide, each as long as the page:
//
//	go run ./cmd/shots -url http://localhost:8080/metrics -out shots
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/binnacle-go/metrics/integration/browser"
)

func main() {
	url := flag.String("url", "http://localhost:8080/metrics", "the page, on loopback")
	out := flag.String("out", ".", "the directory to write to")
	flag.Parse()
	if err := shoot(*url, *out); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func shoot(url, dir string) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	b, err := browser.Launch()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int{1400, 320} {
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.png", scheme, width))
			if err := picture(b, url, scheme, width, file); err != nil {
				return err
			}
			fmt.Println(file)
		}
	}
	return nil
}

// picture writes one picture, of a tab of its own.
func picture(b *browser.Browser, url, scheme string, width int, file string) error {
	p, err := b.NewPage()
	if err != nil {
		return err
	}
	defer p.Close()
	if err := cmp.Or(p.Viewport(width, 900), p.Scheme(scheme)); err != nil {
		return err
	}
	status, err := p.Open(url)
	if err != nil {
		return err
	}
	if status != 200 {
		return fmt.Errorf("%s answers %d", url, status)
	}
	if err := settled(p); err != nil {
		return err
	}
	shot, err := p.Screenshot()
	if err != nil {
		return err
	}
	return os.WriteFile(file, shot, 0o644)
}

// settled waits until a page that follows the program does so, and gives up after some seconds: what it shows then is
// worth a picture too.
func settled(p *browser.Page) error {
	for range 50 {
		done, err := browser.Eval[bool](p, `(document.querySelector("#state")?.dataset.state ?? "live") == "live"`)
		if err != nil || done {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil
}
