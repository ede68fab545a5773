// Package wire has what reporters share to reach their servers: addresses, deadlines and datagrams.
package wire

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// An Endpoint is where a server listens, as package net names it.
type Endpoint struct {
	Network string // "tcp", "udp", "unix" or "unixgram"
	Address string
}

// Parse reads "host:port" for the first of the networks, or "network://address" for any of them.
func Parse(addr string, networks ...string) (Endpoint, error) {
	network, address, ok := strings.Cut(addr, "://")
	if !ok {
		return Endpoint{networks[0], addr}, nil
	}
	if !slices.Contains(networks, network) {
		return Endpoint{}, fmt.Errorf("address %q: the network must be one of %s", addr, strings.Join(networks, ", "))
	}
	return Endpoint{network, address}, nil
}

// Datagram reports whether each write is a message of its own.
func (e Endpoint) Datagram() bool { return e.Network == "udp" || e.Network == "unixgram" }

// Dial connects, resolving the host name anew. The timeout bounds it in addition to ctx.
func (e Endpoint) Dial(ctx context.Context, timeout time.Duration) (net.Conn, error) {
	dialer := net.Dialer{Timeout: timeout}
	return dialer.DialContext(ctx, e.Network, e.Address)
}

// Bind makes all reading and writing on a connection fail once ctx ends, until release is called. It returns false
// when ctx ended before: the connection cannot be used any more then.
func Bind(ctx context.Context, c net.Conn) (release func() bool) {
	return context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Unix(1, 0)) })
}

// Abort closes a connection so that what is still in a buffer does not follow later.
func Abort(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	c.Close()
}
