package graphite

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

// probeTime is how long a look at the kept connection waits for the news that its other side is closed.
const probeTime = time.Millisecond

// sendKept delivers over the kept connection, or a new one where the server has closed that. After any error the
// connection is given up, so that a line broken off is never continued.
func (r *Reporter) sendKept(ctx context.Context, body []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept != nil && !alive(r.kept) {
		r.drop()
	}
	if r.kept == nil {
		c, err := r.dial(ctx)
		if err != nil {
			return err
		}
		r.kept = c
	}
	release := wire.Bind(ctx, r.kept)
	_, err := r.kept.Write(body)
	if !release() && err == nil {
		r.drop() // the end of ctx has spoilt the connection, or is about to: Close lets what was written follow
		return nil
	}
	if err != nil {
		abort(r.kept)
		r.kept = nil
	}
	return err
}

// drop closes the kept connection in order.
func (r *Reporter) drop() {
	r.kept.Close()
	r.kept = nil
}

// alive reports whether the server has neither closed a connection nor written to it, which Graphite never does.
func alive(c net.Conn) bool {
	if c.SetReadDeadline(time.Now().Add(probeTime)) != nil {
		return false
	}
	_, err := c.Read(make([]byte, 1))
	return errors.Is(err, os.ErrDeadlineExceeded) && c.SetReadDeadline(time.Time{}) == nil
}

// Close closes the connection that Options.Persistent keeps, after any delivery under way. A runner does that at its
// end. A later delivery opens a new one. Without a kept connection it does nothing.
func (r *Reporter) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.kept
	r.kept = nil
	if c == nil {
		return nil
	}
	if err := c.Close(); err != nil {
		return fmt.Errorf("close the connection to Graphite at %s: %w", r.addr, err)
	}
	return nil
}
