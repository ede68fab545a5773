package peers

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/history"
)

// A binnaclePage is a dashboard that is made when it is first asked. Its history takes no samples meanwhile.
type binnaclePage struct {
	registry *metrics.Registry
	store    *history.Store
	handler  *dashboard.Dashboard
	request  *http.Request
}

// json writes the JSON of the whole registry as the handler answers with it.
func (p *binnaclePage) json(w io.Writer) int {
	if p.handler == nil {
		p.store = history.New(p.registry, &history.Options{Resolutions: []history.Resolution{{Step: time.Hour, Keep: time.Hour}}})
		p.handler = dashboard.New(p.registry, &dashboard.Options{History: p.store, Authorize: dashboard.AllowAll})
		p.request = must(http.NewRequest(http.MethodGet, "http://localhost/metrics?format=json", http.NoBody))
	}
	a := &answer{Writer: w, header: http.Header{}}
	p.handler.ServeHTTP(a, p.request)
	if a.status != 0 && a.status != http.StatusOK {
		panic(fmt.Sprintf("the dashboard answered with status %d", a.status))
	}
	return 0
}

func (p *binnaclePage) close() {
	if p.handler != nil {
		check(p.handler.Close())
		check(p.store.Close())
	}
}

// An answer passes the body of an HTTP response on.
type answer struct {
	io.Writer
	header http.Header
	status int // zero: none was set, which means success
}

func (a *answer) Header() http.Header    { return a.header }
func (a *answer) WriteHeader(status int) { a.status = status }
