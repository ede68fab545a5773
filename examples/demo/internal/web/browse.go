package web

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

func (s *service) file(w http.ResponseWriter, r *http.Request) {
	content, err := s.open(r.Context(), r.PathValue("path"))
	if err != nil {
		writeText(w, pathStatus(err), err.Error()+"\n")
		return
	}
	write(w, http.StatusOK, plainText, content)
}

// dirEntry is one line of a directory.
type dirEntry struct {
	Name string `json:"name"`
	Dir  bool   `json:"dir"`
}

func (s *service) dir(w http.ResponseWriter, r *http.Request) {
	name := cmp.Or(strings.TrimSuffix(r.PathValue("path"), "/"), ".")
	entries, err := s.entries(r.Context(), name)
	if err != nil {
		writeJSON(w, pathStatus(err), map[string]string{"error": err.Error()})
		return
	}
	listed := make([]dirEntry, len(entries))
	for i, e := range entries {
		listed[i] = dirEntry{e.Name(), e.IsDir()}
	}
	writeJSON(w, http.StatusOK, listed)
}

func (s *service) entries(ctx context.Context, name string) ([]fs.DirEntry, error) {
	defer s.list.Start().StopContext(ctx, slog.String("dir", name))
	return s.tree.List(name)
}

func pathStatus(err error) int {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, tree.ErrNotRegular), errors.Is(err, tree.ErrNotDirectory):
		return http.StatusNotFound
	case errors.Is(err, fs.ErrPermission):
		return http.StatusForbidden
	case errors.Is(err, tree.ErrTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, tree.ErrBinary):
		return http.StatusUnsupportedMediaType
	}
	return http.StatusInternalServerError
}
