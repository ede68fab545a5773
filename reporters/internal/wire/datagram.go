package wire

import (
	"bytes"
	"errors"
	"net"
	"os"
	"time"
)

// MTU is a size of datagrams that an Ethernet carries whole under any usual tunnel, and 512 the smallest one allowed.
const (
	MTU         = 1432
	MinDatagram = 512
)

// refusalTime is how long a refusal takes to come back from the same host or network.
const refusalTime = 2 * time.Millisecond

// Next returns the length of the next datagram of a body: whole lines up to the limit. A line that follows reports as
// bound stays with the one before it; bound may be nil. Lines must not be longer than the limit.
func Next(body []byte, limit int, bound func(line []byte) bool) int {
	n := 0
	for n < len(body) {
		end := unit(body[n:], bound)
		if n > 0 && n+end > limit {
			break
		}
		n += end
	}
	return n
}

// unit returns the length of the first line and those bound to it.
func unit(body []byte, bound func([]byte) bool) int {
	n := line(body)
	for bound != nil && n < len(body) {
		next := line(body[n:])
		if !bound(body[n : n+next]) {
			break
		}
		n += next
	}
	return n
}

func line(body []byte) int {
	if i := bytes.IndexByte(body, '\n'); i >= 0 {
		return i + 1
	}
	return len(body)
}

// Refused returns the error that the network reports soon after a datagram that nobody receives, and nil if it does
// not. It tells for sure only about a server on the same host.
func Refused(c net.Conn) error {
	if err := c.SetReadDeadline(time.Now().Add(refusalTime)); err != nil {
		return err
	}
	_, err := c.Read(make([]byte, 1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}
