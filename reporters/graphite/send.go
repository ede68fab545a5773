package graphite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// Send delivers a batch over a connection of its own. It returns nil when the server has read everything and closed
// its side, and never later than ctx ends.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	c, err := r.dialer.DialContext(ctx, "tcp", r.addr)
	if err != nil {
		return fmt.Errorf("connect to Graphite: %w", err)
	}
	conn := c.(*net.TCPConn)
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := deliver(conn, body); err != nil {
		_ = conn.SetLinger(0) // what is still in a buffer must not follow after the batch was sent again
		return fmt.Errorf("send to Graphite at %s: %w", r.addr, err)
	}
	return nil
}

func deliver(conn *net.TCPConn, body []byte) error {
	if _, err := conn.Write(body); err != nil {
		return err
	}
	if err := conn.CloseWrite(); err != nil {
		return err
	}
	return receipt(conn)
}

// receipt waits until the server closes its side, which it does when it has read everything.
func receipt(conn io.Reader) error {
	var answer [64]byte
	n, err := io.ReadFull(conn, answer[:])
	if n > 0 {
		return fmt.Errorf("the server answered %q, which Graphite's plaintext port never does: check the address", answer[:n])
	}
	if !errors.Is(err, io.EOF) {
		return fmt.Errorf("wait until the server has read everything: %w", err)
	}
	return nil
}
