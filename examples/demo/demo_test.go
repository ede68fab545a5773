package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestTheServiceAnswers(t *testing.T) {
	r := begin(t, "-load", "0", "-dir", sources(t))
	for _, c := range []struct {
		path     string
		status   int
		contains string
	}{
		{"/", 200, `href="metrics"`},
		{"/search?q=%5Efunc+%5C(.*%5C)+(Read%7CWrite)%5C(&format=text", 200, "src/b/read.go:3: func (b *B) Read("},
		{"/search?q=(", 400, "missing closing )"},
		{"/file/src/a/hi.go", 200, "package a"},
		{"/file/src/a/missing.go", 404, "file does not exist"},
		{"/file/..%2f..%2f..%2fetc%2fpasswd", 404, "file does not exist"},
		{"/dir/src", 200, `"name":"a"`},
		{"/nothing", 404, "not found"},
	} {
		if status, body := r.get(c.path); status != c.status || !strings.Contains(body, c.contains) {
			t.Errorf("GET %s: %d %q, want %d with %q", c.path, status, body, c.status, c.contains)
		}
	}
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

// view is the dashboard's JSON, of which a test needs a few numbers.
type view struct {
	t    *testing.T
	tree map[string]any
}

func (r *running) view() view {
	r.t.Helper()
	status, body := r.get("/metrics?format=json")
	v := view{t: r.t}
	if err := json.Unmarshal([]byte(body), &v.tree); status != 200 || err != nil {
		r.t.Fatalf("GET /metrics?format=json: %d, %v: %.200s", status, err, body)
	}
	return v
}

// at returns what stands at a path of object keys.
func (v view) at(path string) any {
	var x any = v.tree
	for key := range strings.SplitSeq(path, "/") {
		object, ok := x.(map[string]any)
		if !ok || object[key] == nil {
			v.t.Errorf("the JSON view has no %s", path)
			return nil
		}
		x = object[key]
	}
	return x
}

func TestTheDashboardShowsTheWork(t *testing.T) {
	r := begin(t, "-load", "0", "-dir", sources(t))
	for range 3 {
		r.get("/search?q=func")
	}
	r.get("/search?q=(")
	r.get("/file/src/a/hi.go")
	r.get("/file/src/a/missing.go")
	r.get("/dir/")
	v := r.view()
	for path, want := range map[string]any{
		"search/latency/count":    4.0,
		"search/latency/errors":   1.0,
		"search/matches/max":      2.0,
		"search/in_flight":        0.0,
		"search/last_bad_pattern": "(",
		"browse/open/count":       2.0,
		"browse/open/errors":      1.0,
		"browse/list/count":       1.0,
		"workers/files":           12.0,
		"workers/queue":           0.0,
		"cache/misses":            4.0,
		"cache/hits":              9.0,
		"cache/entries":           4.0,
		"index/go_version":        "go1.99",
	} {
		if got := v.at(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	for _, path := range []string{"http/server/requests", "http/server/in_flight", "runtime/goroutines", "search/stage", "search/found", "search/skipped", "search/volume", "search/concurrency", "workers/state", "search/scanned", "index/state", "index/files", "index/walk"} {
		v.at(path)
	}
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

func TestTheLoadIsSeen(t *testing.T) {
	r := begin(t, "-load", "300", "-dir", sources(t))
	deadline := time.Now().Add(within)
	for count := 0.0; count < 100; {
		if time.Now().After(deadline) {
			t.Fatalf("only %v searches after %v", count, within)
		}
		if latency, ok := r.view().at("search/latency").(map[string]any); ok {
			count, _ = latency["count"].(float64)
		}
	}
	v := r.view()
	v.at("load/latency")
	v.at("load/answers")
	v.at("http/client/requests")
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

func TestTheGoInstallationIsTheDefault(t *testing.T) {
	r := begin(t, "-load", "0")
	status, body := 503, ""
	for deadline := time.Now().Add(time.Minute); status == 503 && time.Now().Before(deadline); { // a busy machine takes longer
		status, body = r.get("/search?q=%5Efunc+Println%5C(&path=print.go&format=text")
	}
	if status != 200 || !strings.Contains(body, "fmt/print.go:") {
		t.Errorf("searching fmt.Println: %d %q", status, body)
	}
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}
