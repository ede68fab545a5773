package carbon_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/binnacle-go/metrics/integration/carbon"
	"github.com/binnacle-go/metrics/integration/internal/eventually"
	"github.com/binnacle-go/metrics/reporters"
)

// tee passes everything to a reporter and keeps what it was given and what a plaintext one makes of it.
type tee struct {
	reporters.Reporter
	plain reporters.Reporter

	mu       sync.Mutex
	captures []capture
}

type capture struct {
	*reporters.Capture
	reporters.Batch
}

func (t *tee) Encode(c *reporters.Capture) reporters.Batch {
	b := t.Reporter.Encode(c)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.captures = append(t.captures, capture{c, t.plain.Encode(c)})
	return b
}

// seen returns all captures so far.
func (t *tee) seen() []capture {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.captures[:len(t.captures):len(t.captures)]
}

// await waits for n captures.
func (t *tee) await(tb testing.TB, n int) {
	tb.Helper()
	eventually.Do(tb, "captures", func() error {
		if got := len(t.seen()); got < n {
			return fmt.Errorf("%d of %d", got, n)
		}
		return nil
	})
}

// lines reads a batch as Carbon does, but strictly: "name value timestamp", each line once, no other whitespace.
func lines(c capture) (map[string]carbon.Points, error) {
	all := make(map[string]carbon.Points)
	var n uint64
	for line := range strings.Lines(string(c.Body)) {
		n++
		fields := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if !strings.HasSuffix(line, "\n") || len(fields) != 3 || fields[0] == "" {
			return nil, fmt.Errorf("line %.100q is not name, value and time", line)
		}
		value, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			return nil, fmt.Errorf("line %.100q: %w", line, err)
		}
		at, err := strconv.ParseInt(fields[2], 10, 64)
		if err != nil || at != c.Tick.Unix() {
			return nil, fmt.Errorf("line %.100q is not of the time %d", line, c.Tick.Unix())
		}
		if all[fields[0]] != nil {
			return nil, fmt.Errorf("two lines of %.100q", fields[0])
		}
		all[fields[0]] = carbon.Points{at: value}
	}
	if n != c.Points {
		return nil, fmt.Errorf("%d lines, but the batch counts %d points", n, c.Points)
	}
	return all, nil
}

// captured joins the lines of all captures.
func captured(t *testing.T, cs []capture) (all map[string]carbon.Points, n int) {
	t.Helper()
	all = make(map[string]carbon.Points)
	for _, c := range cs {
		ls, err := lines(c)
		if err != nil {
			t.Fatal(err)
		}
		for name, points := range ls {
			if all[name] == nil {
				all[name] = make(carbon.Points)
			}
			for at, v := range points {
				if _, dup := all[name][at]; dup {
					t.Fatalf("%s was captured twice at %d", name, at)
				}
				all[name][at] = v
				n++
			}
		}
	}
	return all, n
}
