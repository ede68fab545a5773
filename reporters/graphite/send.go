package graphite

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"

	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

// Send makes one attempt to deliver a batch, which ends when ctx does. Over a stream it returns nil when the server has
// read everything and closed its side; with Options.Persistent and over UDP, when the system has taken everything.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	send := r.sendOnce
	switch {
	case r.invalid != nil:
		return fmt.Errorf("send to Graphite: %w", r.invalid)
	case r.endpoint.Datagram():
		send = r.sendDatagrams
	case r.options.Persistent:
		send = r.sendKept
	}
	if err := send(ctx, body); err != nil {
		return fmt.Errorf("send to Graphite at %s: %w", r.addr, err)
	}
	return nil
}

// sendOnce delivers over a connection of its own, and waits for the receipt.
func (r *Reporter) sendOnce(ctx context.Context, body []byte) error {
	c, err := r.dial(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	defer wire.Bind(ctx, c)()
	if err := deliver(ctx, c, body); err != nil {
		abort(c) // what is still in a buffer must not follow after the batch was sent again
		return err
	}
	return nil
}

// dial connects, and shakes hands if there is TLS.
func (r *Reporter) dial(ctx context.Context) (net.Conn, error) {
	c, err := r.endpoint.Dial(ctx, r.options.DialTimeout)
	if err != nil || r.options.TLS == nil {
		return c, err
	}
	config := r.options.TLS.Clone()
	if config.ServerName == "" {
		config.ServerName, _, _ = net.SplitHostPort(r.endpoint.Address) // it has just been dialled
	}
	encrypted := tls.Client(c, config)
	if err := encrypted.HandshakeContext(ctx); err != nil {
		c.Close()
		return nil, fmt.Errorf("TLS: %w", err)
	}
	return encrypted, nil
}

func abort(c net.Conn) {
	if encrypted, ok := c.(*tls.Conn); ok {
		c = encrypted.NetConn()
	}
	wire.Abort(c)
}

func deliver(ctx context.Context, c net.Conn, body []byte) error {
	if _, err := c.Write(body); err != nil {
		return err
	}
	return wire.Receipt(ctx, c)
}

// sendDatagrams sends by UDP. A refusal that comes back in time means that all of it is sent again, which is harmless.
func (r *Reporter) sendDatagrams(ctx context.Context, body []byte) error {
	c, err := r.endpoint.Dial(ctx, r.options.DialTimeout)
	if err != nil {
		return err
	}
	defer c.Close()
	defer wire.Bind(ctx, c)()
	for len(body) > 0 {
		n := wire.Next(body, r.options.MaxDatagram, nil)
		if _, err := c.Write(body[:n]); err != nil {
			return err
		}
		body = body[n:]
	}
	return wire.Refused(c)
}
