package httpmetrics

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// response is the ResponseWriter that handlers get. It has the optional methods that handlers look for by type
// assertion, whether or not the server's own writer has them: on one without, Flush does nothing and Hijack
// returns http.ErrNotSupported. Everything else is reached through Unwrap, by http.ResponseController.
type response struct {
	http.ResponseWriter
	status   int // the final one; 0 as long as there is none
	size     int64
	hijacked bool
}

// Unwrap returns the server's own writer.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader notes the first code that is final: of the informational ones only 101 is.
func (w *response) WriteHeader(code int) {
	w.ResponseWriter.WriteHeader(code) // first, for it panics on an invalid code
	if code >= 200 || code == http.StatusSwitchingProtocols {
		w.setStatus(code)
	}
}

func (w *response) setStatus(code int) {
	if w.status == 0 {
		w.status = code
	}
}

func (w *response) Write(p []byte) (int, error) {
	w.setStatus(http.StatusOK)
	n, err := w.ResponseWriter.Write(p)
	w.size += int64(n)
	return n, err
}

// WriteString spares callers of io.WriteString a copy.
func (w *response) WriteString(s string) (int, error) {
	w.setStatus(http.StatusOK)
	n, err := io.WriteString(w.ResponseWriter, s)
	w.size += int64(n)
	return n, err
}

// ReadFrom lets the server send a file without copying it through the program.
func (w *response) ReadFrom(src io.Reader) (int64, error) {
	n, err := io.Copy(w.ResponseWriter, src)
	if n > 0 { // else the server has not written a header, and the handler may still choose the status
		w.setStatus(http.StatusOK)
	}
	w.size += n
	return n, err
}

// Flush is for handlers that ask for an http.Flusher.
func (w *response) Flush() { _ = w.FlushError() }

// FlushError is for http.ResponseController.
func (w *response) FlushError() error {
	err := http.NewResponseController(w.ResponseWriter).Flush()
	if err == nil {
		w.setStatus(http.StatusOK)
	}
	return err
}

// Hijack is for handlers that ask for an http.Hijacker, such as those of websockets.
func (w *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	w.hijacked = w.hijacked || err == nil
	return conn, rw, err
}
