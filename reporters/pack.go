package reporters

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"sync"
	"time"
)

// packing is worth it from this size on.
const minPack = 512

// A queued is a batch, or a part of one, that waits.
type queued struct {
	id     uint64 // of the capture; parts of one share it
	tick   time.Time
	points uint64
	lines  bool
	packed bool
	size   int // of the body before packing
	body   []byte
	onDisk bool
}

// deflaters are kept for reuse because each is most of a megabyte large.
var deflaters = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // the level exists
	return w
}}

// pack compresses the body, unless that is not worth it.
func (q *queued) pack() {
	if q.packed || len(q.body) < minPack {
		return
	}
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&out)
	_, _ = w.Write(q.body) // to memory, which takes everything
	_ = w.Close()
	if out.Len() < len(q.body) {
		q.body, q.packed = bytes.Clone(out.Bytes()), true // without the slack of a buffer that grew
	}
}

// unpack returns the body as the reporter encoded it.
func (q *queued) unpack() ([]byte, error) {
	if !q.packed {
		return q.body, nil
	}
	r := flate.NewReader(bytes.NewReader(q.body))
	defer r.Close()
	body := make([]byte, q.size)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, fmt.Errorf("%w: %w", errSpoilt, err)
	}
	return body, nil
}

// halves parts a batch in two: between lines, or as its reporter says if that can. It is not ok if it has one point only.
func (q *queued) halves(by Splitter) (first, second *queued, ok bool) {
	if !q.lines && by == nil {
		return nil, nil, false
	}
	body, err := q.unpack()
	if err != nil {
		return nil, nil, false
	}
	if !q.lines {
		return q.split(body, by)
	}
	at := cut(body, len(body)/2)
	if at == len(body) {
		return nil, nil, false
	}
	return q.part(body[:at]), q.part(body[at:]), true
}

// part returns a part of the batch with some of its lines.
func (q *queued) part(body []byte) *queued {
	return q.half(body, uint64(bytes.Count(body, []byte{'\n'})))
}

// parts cuts a batch of lines so that no part is larger than limit, unless one line is.
func (q *queued) parts(limit int) (all []*queued) {
	if len(q.body) == 0 {
		return nil
	}
	if !q.lines || limit <= 0 || len(q.body) <= limit {
		return []*queued{q}
	}
	for body := q.body; len(body) > 0; {
		at := len(body)
		if at > limit {
			at = cut(body, limit)
		}
		all = append(all, q.part(body[:at]))
		body = body[at:]
	}
	return all
}

// cut returns where the last line ends that ends at or before a place, or the first one if it is longer. Of more lines
// than one it leaves at least one behind.
func cut(body []byte, at int) int {
	if i := bytes.LastIndexByte(body[:at], '\n'); i >= 0 {
		return i + 1
	}
	if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(body)
}
