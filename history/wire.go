package history

import (
	"encoding/binary"
	"errors"
)

// The frames of a black box. The first byte of each says what it holds.
const (
	frameHead   = 1 // the resolutions, and where the history has got
	frameTracks = 2 // series
	framePage   = 3 // a page of one resolution
	frameLayout = 4 // which series the following samples are of
	frameSample = 5 // one sample
)

// errFrame says that an intact frame makes no sense.
var errFrame = errors.New("history: a frame of a black box holds no history")

// wireReader reads numbers and strings. Behind the end it reads zeros and is bad.
type wireReader struct {
	rest []byte
	bad  bool
}

func (r *wireReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// below reads a number less than limit.
func (r *wireReader) below(limit uint64) uint64 {
	v := r.number()
	if v >= limit {
		r.bad = true
		return 0
	}
	return v
}

func (r *wireReader) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *wireReader) string() string { return string(r.bytes()) }

// more reports whether there is something left to read.
func (r *wireReader) more() bool { return !r.bad && len(r.rest) > 0 }

// err returns errFrame if what was read is not what was written, or if something is left.
func (r *wireReader) err() error {
	if r.bad || len(r.rest) > 0 {
		return errFrame
	}
	return nil
}

func appendNumbers(dst []byte, all ...uint64) []byte {
	for _, v := range all {
		dst = binary.AppendUvarint(dst, v)
	}
	return dst
}

func appendString[S string | []byte](dst []byte, s S) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// maxTime bounds slots, so that their times in nanoseconds do not overflow.
const maxTime = 1 << 62
