package dashboard

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"sync"
)

const (
	typeJSON = "application/json"
	typeText = "text/plain; charset=utf-8"
)

// worthCompressing is the size from which an answer is compressed: what fits one packet gains nothing.
const worthCompressing = 1 << 10

// maxPooled bounds the memory that waits for the next answer: enough for that of tens of thousands of series. The pool
// lets go of it when the garbage collector finds it unused.
const maxPooled = 16 << 20

// response holds an answer back until it is complete, so that one that fails half-way can become an error.
type response struct {
	w      http.ResponseWriter
	status int
	body   bytes.Buffer
}

var (
	responses = sync.Pool{New: func() any { return new(response) }}
	zippers   = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}
)

func newResponse(w http.ResponseWriter) *response {
	b := responses.Get().(*response)
	b.w, b.status = w, 0
	b.body.Reset()
	return b
}

// release returns the response to the pool, unless it has grown so large that it should not stay in memory.
func (b *response) release() {
	b.w = nil
	if b.body.Cap() <= maxPooled {
		responses.Put(b)
	}
}

// Header, WriteHeader and Write make response an http.ResponseWriter.
func (b *response) Header() http.Header { return b.w.Header() }

func (b *response) WriteHeader(status int) {
	if b.status == 0 {
		b.status = status
	}
}

func (b *response) Write(p []byte) (int, error) { return b.body.Write(p) }

// restart forgets what was answered so far.
func (b *response) restart() {
	b.status = 0
	b.body.Reset()
	h := b.Header()
	h.Del("Content-Type")
	h.Del("Content-Encoding")
	setHeaders(h)
}

// send writes the answer. It is complete in memory, so its length is known; a HEAD request gets the headers alone.
func (b *response) send(r *http.Request) {
	body := b.body.Bytes()
	if len(body) >= worthCompressing && b.Header().Get("Content-Encoding") == "" && acceptsGzip(r) {
		packed := newResponse(b.w)
		defer packed.release()
		compress(&packed.body, body)
		body = packed.body.Bytes()
		b.Header().Set("Content-Encoding", "gzip")
	}
	b.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if b.status != 0 {
		b.w.WriteHeader(b.status)
	}
	if r.Method != http.MethodHead {
		b.w.Write(body) // a client that is gone gets nothing, and nobody needs to know
	}
}

// compress writes to memory, which does not fail.
func compress(to *bytes.Buffer, body []byte) {
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(to)
	_, _ = z.Write(body)
	_ = z.Close()
}
