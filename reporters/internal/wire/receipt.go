package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
)

// Receipt ends the program's side of a stream and waits until the server closes its own, which it does when it has read
// everything. It returns soon after ctx ends if the connection is bound to it.
func Receipt(ctx context.Context, c net.Conn) error {
	if err := c.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		return err
	}
	if err := awaitEnd(c); err != nil {
		return err
	}
	encrypted, isTLS := c.(*tls.Conn)
	if isTLS {
		c = encrypted.NetConn()
	}
	tcp, isTCP := c.(*net.TCPConn)
	if !isTCP {
		return nil // a Unix socket tells at once what was not read
	}
	if isTLS {
		if err := tcp.CloseWrite(); err != nil {
			return err
		}
	}
	return settle(ctx, tcp)
}

// awaitEnd reads to the end. Relays often end TLS without its farewell: that is an end, too.
func awaitEnd(c net.Conn) error {
	var answer [64]byte
	n, err := io.ReadAtLeast(c, answer[:], 1)
	if n > 0 {
		return fmt.Errorf("the server answered %q, which one that only listens never does: check the address", answer[:n])
	}
	_, encrypted := c.(*tls.Conn)
	if errors.Is(err, io.EOF) || encrypted && errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return fmt.Errorf("wait until the server has read everything: %w", err)
}
