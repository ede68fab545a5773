package journal

import (
	"encoding/binary"
	"hash/crc32"
)

const (
	// MaxPayload is the size in bytes of the largest payload of a frame.
	MaxPayload = 16 << 20
	// MaxFile is the size in bytes of the largest file that is read into memory.
	MaxFile = 256 << 20
	// Overhead is how many bytes a frame takes beside its payload.
	Overhead = 16

	magic      = "\x89BINBOX\n"
	version    = 1
	headerSize = len(magic) + 4 + 4
	marker     = "\xf5\x9a\xc3\xb7"
)

var (
	order      = binary.LittleEndian
	castagnoli = crc32.MakeTable(crc32.Castagnoli)
)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// appendHeader appends the beginning of a file.
func appendHeader(b []byte) []byte {
	at := len(b)
	b = append(b, magic...)
	b = order.AppendUint32(b, version)
	return order.AppendUint32(b, checksum(b[at:]))
}

// appendFrame appends a payload and what stands before it.
func appendFrame(b, payload []byte) []byte {
	at := len(b)
	b = append(b, marker...)
	b = order.AppendUint32(b, uint32(len(payload)))
	b = order.AppendUint32(b, checksum(payload))
	b = order.AppendUint32(b, checksum(b[at:]))
	return append(b, payload...)
}

// frameLength reads the first Overhead bytes of a frame; they are not ok if this is not how a frame begins.
func frameLength(b []byte) (length int, ok bool) {
	if len(b) < Overhead || string(b[:len(marker)]) != marker || order.Uint32(b[12:]) != checksum(b[:12]) {
		return 0, false
	}
	n := order.Uint32(b[4:])
	return int(n), n <= MaxPayload
}
