package wire

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
)

// States of a TCP connection whose own end the server has not yet acknowledged, as Linux numbers them.
const (
	closeWait = 8
	lastAck   = 9
	closing   = 11
)

// settle waits, once both sides have ended a connection, until the server has acknowledged or reset it. A server that
// closes without reading ends it first and resets it when the data arrive: the end alone is no receipt.
func settle(ctx context.Context, c *net.TCPConn) error {
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	for {
		state, failure, err := stateOf(c)
		if err != nil {
			return err
		}
		if failure != 0 {
			return fmt.Errorf("the server closed before it had read everything: %w", failure)
		}
		if state != closeWait && state != lastAck && state != closing {
			return nil
		}
		select {
		case <-poll.C:
		case <-ctx.Done():
			return fmt.Errorf("wait until the server has acknowledged everything: %w", context.Cause(ctx))
		}
	}
}

// stateOf returns the state that a connection is in, and why it failed if it did.
func stateOf(c *net.TCPConn) (state byte, failure syscall.Errno, err error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return 0, 0, err
	}
	var info, code int
	controlErr := raw.Control(func(fd uintptr) {
		if info, err = syscall.GetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_INFO); err == nil {
			code, err = syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_ERROR)
		}
	})
	if controlErr != nil {
		err = controlErr
	}
	if err != nil {
		return 0, 0, os.NewSyscallError("getsockopt", err)
	}
	return binary.NativeEndian.AppendUint32(nil, uint32(info))[0], syscall.Errno(code), nil // the state is the first byte
}
