package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestOpen(t *testing.T) {
	path := recordedBox(t)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out, lines := io.Pipe()
	done := make(chan int)
	var errs strings.Builder
	go func() {
		code := run(ctx, []string{"open", path, "-listen", "127.0.0.1:0"}, lines, &errs)
		lines.Close()
		done <- code
	}()
	said := make([]byte, 1000)
	n, err := io.ReadFull(out, said[:1])
	for err == nil && strings.Count(string(said[:n]), "\n") < 2 {
		var more int
		more, err = out.Read(said[n:])
		n += more
	}
	if err != nil {
		t.Fatal(err, errs.String())
	}
	about, url, _ := strings.Cut(strings.TrimSpace(string(said[:n])), "\n")
	if !strings.HasPrefix(about, path+", from 20") {
		t.Errorf("%q", about)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for query, want := range map[string]string{
		"?format=html":          "Recorded until",
		"?format=json&path=web": `"hits":42`,
		"?format=json&path=web/hits&range=1m&step=auto": `"points":{"count":[`,
		"?format=json&path=web&range=all":               `"hits":42`,
		"?format=html&range=all":                        "Recorded until", // where it leads to
		"?format=text":                                  "app.box",
	} {
		answer, err := client.Get(url + query)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if !strings.Contains(string(body), want) {
			t.Errorf("%s: no %s in\n%s", query, want, body)
		}
	}
	cancel()
	if code := <-done; code != exitDone || errs.Len() > 0 {
		t.Error(code, errs.String())
	}
	if answer, err := client.Get(url); err == nil {
		answer.Body.Close()
		t.Error("it still answers")
	}
}
