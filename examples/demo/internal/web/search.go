package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/binnacle-go/metrics/examples/demo/internal/search"
)

// searchTimeout bounds one search.
const searchTimeout = 5 * time.Second

// clientGone is the status that counts a request whose client did not wait; nobody receives it.
const clientGone = 499

func (s *service) search(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), searchTimeout)
	defer cancel()
	request, err := searchRequest(r)
	var result *search.Result
	if err == nil {
		result, err = s.engine.Search(ctx, request)
	}
	asText := r.FormValue("format") == "text"
	switch {
	case r.Context().Err() != nil:
		w.WriteHeader(clientGone)
	case err != nil && asText:
		writeText(w, searchStatus(err), searchError(err)+"\n")
	case err != nil:
		writeJSON(w, searchStatus(err), map[string]string{"error": searchError(err)})
	case asText:
		writeText(w, http.StatusOK, grepStyle(result))
	default:
		writeJSON(w, http.StatusOK, result)
	}
}

func searchRequest(r *http.Request) (search.Request, error) {
	request := search.Request{Pattern: r.FormValue("q"), Glob: r.FormValue("path")}
	if s := r.FormValue("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return request, &search.RequestError{Field: "limit", Err: fmt.Errorf("%q is not a number from 1 to %d", s, search.MaxLimit)}
		}
		request.Limit = n
	}
	return request, nil
}

func searchStatus(err error) int {
	if _, ok := errors.AsType[*search.RequestError](err); ok {
		return http.StatusBadRequest
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, search.ErrClosed) {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func searchError(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("the search took longer than %v: narrow it with path=", searchTimeout)
	}
	return err.Error()
}

func grepStyle(r *search.Result) string {
	var b bytes.Buffer
	for _, m := range r.Matches {
		fmt.Fprintf(&b, "%s:%d: %s\n", m.Path, m.Line, m.Text)
	}
	more := ""
	if r.Truncated {
		more = "; there are more"
	}
	fmt.Fprintf(&b, "(lines found: %d, files searched: %d%s)\n", len(r.Matches), r.Files, more)
	return b.String()
}
