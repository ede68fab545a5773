package main

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestALiveStreamDoesNotHoldUpTheEnd(t *testing.T) {
	r := begin(t, "-load", "0", "-dir", sources(t))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"/metrics?live=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	resp, err := r.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	if !lines.Scan() {
		t.Fatalf("the stream ended at once: %s, %v", resp.Status, lines.Err())
	}
	began := time.Now()
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if took := time.Since(began); took > shutdownTimeout {
		t.Errorf("the program took %v to end", took)
	}
	for lines.Scan() { // to its end
	}
}

func TestTheLastReportReachesGraphite(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	received := make(chan string)
	go func() { received <- receive(listener) }()
	r := begin(t, "-load", "0", "-dir", sources(t), "-graphite", listener.Addr().String())
	r.get("/search?q=func")
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if err := listener.Close(); err != nil {
		t.Error(err)
	}
	if lines := <-received; !strings.Contains(lines, "search.latency.count 1 ") {
		t.Errorf("the one search is not in what Graphite received: %.2000s", lines)
	}
}

// receive returns all lines sent to the listener until it is closed.
func receive(listener net.Listener) string {
	var all strings.Builder
	for {
		conn, err := listener.Accept()
		if err != nil {
			return all.String()
		}
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
		}
		conn.Close()
	}
}

func TestAnUnreachableGraphiteIsNoError(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	r := begin(t, "-load", "0", "-dir", sources(t), "-graphite", addr)
	if status, _ := r.get("/search?q=func"); status != 200 {
		t.Errorf("a search answers %d", status)
	}
	if err := r.end(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}
