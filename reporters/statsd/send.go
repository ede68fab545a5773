package statsd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"net"

	"github.com/binnacle-go/metrics/reporters"
	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

// Send makes one attempt to deliver a batch, which ends when ctx does. It returns nil when the system has taken
// everything and, over TCP, the server has closed its side; if it does not, the error wraps reporters.ErrRejected, for
// what may have been counted must not be sent again. After any other error the next call with the same body sends
// only what the system has not taken yet.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	if r.invalid != nil {
		return fmt.Errorf("send to StatsD: %w", r.invalid)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.resume(ctx, body); err != nil {
		return fmt.Errorf("send to StatsD at %s: %w", r.addr, err)
	}
	return nil
}

// resume sends what an earlier attempt at the same body has left.
func (r *Reporter) resume(ctx context.Context, body []byte) error {
	hash := maphash.Bytes(r.seed, body)
	if r.progress == 0 || hash != r.halfway || r.progress > len(body) {
		r.halfway, r.progress = hash, 0
	}
	c, err := r.endpoint.Dial(ctx, r.options.DialTimeout)
	if err != nil {
		return err
	}
	defer wire.Bind(ctx, c)()
	send := r.sendStream
	if r.endpoint.Datagram() {
		send = r.sendDatagrams
	}
	n, err := send(ctx, c, body[r.progress:])
	r.progress += n
	if err != nil && !errors.Is(err, reporters.ErrRejected) {
		wire.Abort(c)
		return err
	}
	c.Close()
	r.progress = 0
	return err
}

// sendDatagrams returns how much the system has taken. The first datagram tells whether anybody on this host listens.
func (r *Reporter) sendDatagrams(_ context.Context, c net.Conn, body []byte) (sent int, err error) {
	for sent < len(body) {
		n := wire.Next(body[sent:], r.options.MaxDatagram, isChange)
		if _, err := c.Write(body[sent : sent+n]); err != nil {
			return sent, err
		}
		if sent == 0 && r.endpoint.Network == "udp" {
			if err := wire.Refused(c); err != nil {
				return 0, err
			}
		}
		sent += n
	}
	return sent, nil
}

// isChange reports whether a line is a gauge with a sign, which must not get through without the line before it.
func isChange(line []byte) bool {
	_, value, _ := bytes.Cut(line, []byte(":"))
	return bytes.HasPrefix(value, []byte("-"))
}

// sendStream returns how much the system has taken, up to the end of a line and what is bound to it: servers may have
// counted a line that was broken off, as what is left of it can be a whole one.
func (r *Reporter) sendStream(ctx context.Context, c net.Conn, body []byte) (sent int, err error) {
	n, err := c.Write(body)
	for sent < n {
		sent += wire.Next(body[sent:], 1, isChange)
	}
	if err != nil {
		return sent, err
	}
	if err := wire.Receipt(ctx, c); err != nil {
		return sent, fmt.Errorf("%w: it is unknown what the server has counted: %w", reporters.ErrRejected, err)
	}
	return sent, nil
}
