// Package web answers the demo's HTTP requests.
package web

import (
	"context"
	"net/http"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/examples/demo/internal/search"
	"github.com/binnacle-go/metrics/examples/demo/internal/tree"
)

// service is what the routes share.
type service struct {
	tree   *tree.Tree
	engine *search.Engine

	open func(ctx context.Context, name string) ([]byte, error) // the tree's Open, timed
	list *metrics.Timer
}

// Routes returns the routes of the code search, with their instruments on scope:
//
//	GET /               a page with a form
//	GET /search         lines that match q=REGEXP in the files path=GLOB, at most limit=N; format=json or text
//	GET /file/{path}    a file
//	GET /dir/{path}     a directory
func Routes(t *tree.Tree, e *search.Engine, scope *metrics.Scope) *http.ServeMux {
	browse := scope.SubScope("browse")
	s := &service{
		tree:   t,
		engine: e,
		open:   metrics.Wrap(browse.Timer("open", metrics.Help("Time to open a file; files that are not there are its errors.")), t.Open),
		list:   browse.Timer("list", metrics.Help("Time to list a directory.")),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page)
	mux.HandleFunc("GET /search", s.search)
	mux.HandleFunc("GET /file/{path...}", s.file)
	mux.HandleFunc("GET /dir/{path...}", s.dir)
	return mux
}
