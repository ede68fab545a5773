package reporters

import (
	"encoding/binary"
	"errors"
	"time"
)

// What a frame of a spool's file holds: its kind, the capture's ID and, of a batch, tick, points, flags, size of the
// body before packing, and the body. All numbers are varints.
const (
	frameBatch = 1
	frameDone  = 2 // nothing of that capture has to be sent any more

	flagLines  = 1
	flagPacked = 2

	// maxSize keeps a file that was made for it from filling the memory.
	maxSize = 256 << 20
)

var errFrame = errors.New("a frame that makes no sense")

func appendBatch(b []byte, q *queued) []byte {
	var flags byte
	if q.lines {
		flags |= flagLines
	}
	if q.packed {
		flags |= flagPacked
	}
	b = binary.AppendUvarint(append(b, frameBatch), q.id)
	b = binary.AppendVarint(b, q.tick.UnixNano())
	b = binary.AppendUvarint(b, q.points)
	b = append(b, flags)
	b = binary.AppendUvarint(b, uint64(q.size))
	return append(b, q.body...)
}

func appendDone(b []byte, id uint64) []byte {
	return binary.AppendUvarint(append(b, frameDone), id)
}

// parseFrame returns the batch of a frame, or nil and the ID that is done.
func parseFrame(b []byte) (q *queued, done uint64, err error) {
	p := frameParser{rest: b}
	kind, id := p.byte(), p.uvarint()
	if kind == frameDone && !p.broken && len(p.rest) == 0 {
		return nil, id, nil
	}
	tick, points, flags, size := p.varint(), p.uvarint(), p.byte(), p.uvarint()
	q = &queued{
		id: id, tick: time.Unix(0, tick).UTC(), points: points, size: int(min(size, maxSize)),
		lines: flags&flagLines != 0, packed: flags&flagPacked != 0, body: p.rest, onDisk: true,
	}
	if kind != frameBatch || p.broken || flags > flagLines|flagPacked || size > maxSize || len(q.body) == 0 ||
		!q.packed && size != uint64(len(q.body)) {
		return nil, 0, errFrame
	}
	return q, 0, nil
}

// frameParser takes numbers from the beginning of rest.
type frameParser struct {
	rest   []byte
	broken bool
}

func (p *frameParser) byte() byte {
	if len(p.rest) == 0 {
		p.broken = true
		return 0
	}
	b := p.rest[0]
	p.rest = p.rest[1:]
	return b
}

func (p *frameParser) uvarint() uint64 {
	v, n := binary.Uvarint(p.rest)
	p.take(n)
	return v
}

func (p *frameParser) varint() int64 {
	v, n := binary.Varint(p.rest)
	p.take(n)
	return v
}

func (p *frameParser) take(n int) {
	if n <= 0 {
		p.broken, p.rest = true, nil
		return
	}
	p.rest = p.rest[n:]
}
