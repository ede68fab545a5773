package graphite

import (
	"encoding/binary"
	"math"

	"github.com/binnacle-go/metrics/internal/carbon"
	"github.com/binnacle-go/metrics/internal/names"
)

const (
	// Carbon's relays send 500 points a message, and Carbon refuses messages over 1 MiB.
	maxMessagePoints = 500
	maxMessageBytes  = 256 << 10
)

// The opcodes of Python's pickle protocol 2 that a list of (name, (time, value)) needs.
const (
	opProto      = "\x80\x02"
	opEmptyList  = ']'
	opMark       = '('
	opAppends    = 'e'
	opTuple2     = '\x86'
	opBinUnicode = 'X' // 4 bytes of length, little endian, and UTF-8
	opBinInt     = 'J' // 4 bytes, little endian
	opLong1      = '\x8a'
	opBinFloat   = 'G' // 8 bytes, big endian
	opStop       = '.'
)

// pickled is Carbon's pickle protocol: messages of points, each behind its length in 4 bytes, big endian.
type pickled struct {
	messages []byte
	start    int    // of the message being written
	points   int    // in it
	time     []byte // pickled
	name     []byte
}

func newPickled(at int64) *pickled { return &pickled{time: appendInt(nil, uint64(max(at, 0)))} }

// Count, Float and Body make pickled a carbon.Format.
func (p *pickled) Count(name names.Name, stat string, v uint64) {
	if v > math.MaxInt64 { // go-carbon reads no larger whole numbers
		p.Float(name, stat, float64(v))
		return
	}
	p.begin(name, stat)
	p.messages = appendInt(p.messages, v)
	p.end()
}

func (p *pickled) Float(name names.Name, stat string, v float64) {
	p.begin(name, stat)
	p.messages = append(p.messages, opBinFloat)
	p.messages = binary.BigEndian.AppendUint64(p.messages, math.Float64bits(v))
	p.end()
}

func (p *pickled) Body() []byte {
	p.finish()
	return p.messages
}

// begin writes a point up to its value.
func (p *pickled) begin(name names.Name, stat string) {
	if p.points == 0 {
		p.start = len(p.messages)
		p.messages = append(p.messages, 0, 0, 0, 0) // finish fills in the length
		p.messages = append(p.messages, opProto...)
		p.messages = append(p.messages, opEmptyList, opMark)
	}
	p.name = carbon.AppendName(p.name[:0], name, stat)
	p.messages = append(p.messages, opBinUnicode)
	p.messages = binary.LittleEndian.AppendUint32(p.messages, uint32(len(p.name)))
	p.messages = append(p.messages, p.name...)
	p.messages = append(p.messages, p.time...)
}

func (p *pickled) end() {
	p.messages = append(p.messages, opTuple2, opTuple2)
	p.points++
	if p.points == maxMessagePoints || len(p.messages)-p.start >= maxMessageBytes {
		p.finish()
	}
}

func (p *pickled) finish() {
	if p.points == 0 {
		return
	}
	p.messages = append(p.messages, opAppends, opStop)
	binary.BigEndian.PutUint32(p.messages[p.start:], uint32(len(p.messages)-p.start-4))
	p.points = 0
}

// appendInt appends a whole number of at most 63 bits: where 31 do not hold it, as the shortest two's complement.
func appendInt(dst []byte, v uint64) []byte {
	if v <= math.MaxInt32 {
		return binary.LittleEndian.AppendUint32(append(dst, opBinInt), uint32(v))
	}
	digits := binary.LittleEndian.AppendUint64(nil, v)
	for digits[len(digits)-1] == 0 && digits[len(digits)-2] <= 0x7f { // else it would be negative
		digits = digits[:len(digits)-1]
	}
	return append(append(dst, opLong1, byte(len(digits))), digits...)
}
