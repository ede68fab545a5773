package recorder

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"math"
	"sync"
)

// Cookies of HdrHistogram's V2 encoding, with words of eight bytes.
const (
	cookieV2           = 0x1c849313
	cookieV2Compressed = 0x1c849314
)

// EncodeV2 returns the counts in HdrHistogram's V2 compressed encoding, as base64; nil ones have two digits. The bytes
// before compression are those of hdrhistogram-go, whose own encoder takes several times as long, since it makes a
// compressor of 800 KB for each histogram.
func (c *Counts) EncodeV2() []byte {
	if c == nil {
		c = &Counts{digits: 2}
	}
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	return e.encode(c)
}

// encoder holds what one encoding needs and the next one can use again.
type encoder struct {
	plain      []byte
	compressed bytes.Buffer
	zlib       *zlib.Writer
}

var encoders = sync.Pool{New: func() any {
	e := new(encoder)
	e.zlib, _ = zlib.NewWriterLevel(&e.compressed, zlib.BestCompression) // a level that exists
	return e
}}

func (e *encoder) encode(c *Counts) []byte {
	const header = 8
	e.plain = c.appendV2(e.plain[:0])
	e.compressed.Reset()
	e.compressed.Write(make([]byte, header))
	e.zlib.Reset(&e.compressed)
	_, _ = e.zlib.Write(e.plain) // to memory, which takes everything
	_ = e.zlib.Close()
	all := e.compressed.Bytes()
	binary.BigEndian.PutUint32(all, cookieV2Compressed)
	binary.BigEndian.PutUint32(all[4:], uint32(len(all)-header))
	return base64.StdEncoding.AppendEncode(nil, all)
}

// appendV2 appends the encoding before compression: a header of 40 bytes, and all buckets up to the last that counts.
func (c *Counts) appendV2(b []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, cookieV2)
	length := len(b)
	b = binary.BigEndian.AppendUint32(b, 0)                   // length of the buckets, known below
	b = binary.BigEndian.AppendUint32(b, 0)                   // offset of the buckets
	b = binary.BigEndian.AppendUint32(b, uint32(c.digits))    //
	b = binary.BigEndian.AppendUint64(b, 1)                   // lowest value told from zero
	b = binary.BigEndian.AppendUint64(b, Max)                 // highest value
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(1)) // ratio of values to what they stand for
	buckets := len(b)
	b = c.appendBuckets(b)
	binary.BigEndian.PutUint32(b[length:], uint32(len(b)-buckets))
	return b
}

// appendBuckets writes a count as a positive number and empty buckets in a row as the negative number of them.
func (c *Counts) appendBuckets(b []byte) []byte {
	next := 0
	for i, index := range c.index {
		switch empty := int(index) - next; empty {
		case 0:
		case 1:
			b = append(b, 0)
		default:
			b = appendZigZag(b, -int64(empty))
		}
		b = appendZigZag(b, int64(min(c.count[i], math.MaxInt64)))
		next = int(index) + 1
	}
	if next == 0 {
		b = append(b, 0) // the bucket of zero is always there
	}
	return b
}

// appendZigZag writes a number as ZigZag LEB128 of at most nine bytes, the last of which has eight bits.
func appendZigZag(b []byte, n int64) []byte {
	v := uint64(n<<1) ^ uint64(n>>63)
	for range 8 {
		if v < 0x80 {
			return append(b, byte(v))
		}
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}
