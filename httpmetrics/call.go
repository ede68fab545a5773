package httpmetrics

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
)

// Why a request counts as an error.
var (
	errServer     = errors.New("answered with a 5xx status")
	errPanic      = errors.New("the handler panicked")
	errAborted    = errors.New("the handler aborted the response")
	errNoResponse = errors.New("the transport returned neither response nor error")
)

// failure is the error that a server's status stands for, nil for none.
func failure(status string) error {
	switch status {
	case "5xx":
		return errServer
	case statusPanic:
		return errPanic
	case statusAborted:
		return errAborted
	}
	return nil
}

// maxAttr bounds what is kept of a method or path.
const maxAttr = 256

// pathAttr is the path of a request, without the query, which may hold secrets. A path from a long request line is
// copied, so that a slow call that is kept does not keep all of the line.
func pathAttr(r *http.Request) slog.Attr {
	path := r.URL.Path
	if len(path) > maxAttr || len(r.RequestURI) > 2*maxAttr {
		path = strings.Clone(path[:min(len(path), maxAttr)])
	}
	return slog.String("path", path)
}

func methodAttr(method string) slog.Attr {
	switch {
	case method == "":
		method = http.MethodGet // as net/http has it for clients
	case len(method) > maxAttr:
		method = strings.Clone(method[:maxAttr])
	}
	return slog.String("method", method)
}

// statusAttr is the code of an answered request, else the word for what became of it.
func statusAttr(code int, status string) slog.Attr {
	switch status {
	case statusHijacked, statusPanic, statusAborted, statusError, statusCanceled:
		return slog.String("status", status)
	}
	return slog.Int("status", code)
}
