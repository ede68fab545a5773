package web

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"strconv"
)

//go:embed page.html
var pageSource string

var pageTemplate = template.Must(template.New("page").Parse(pageSource))

// example is a link on the page.
type example struct{ Label, URL string }

var examples = []example{
	{"Lines with TODO in Go files", "search?format=text&q=TODO&path=*.go"},
	{"Methods called Read or Write", "search?format=text&q=%5Efunc+%5C(.*%5C)+(Read%7CWrite)%5C("},
	{"Five mentions of ErrNotExist, as JSON", "search?q=ErrNotExist&limit=5"},
	{"The root directory, as JSON", "dir/"},
}

func (s *service) page(w http.ResponseWriter, r *http.Request) {
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{"Root": s.tree.Root(), "Examples": examples})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, http.StatusOK, "text/html; charset=utf-8", b.Bytes())
}

const plainText = "text/plain; charset=utf-8"

func writeText(w http.ResponseWriter, status int, text string) {
	write(w, status, plainText, []byte(text))
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, status, "application/json", b.Bytes())
}

// write sends an answer that is complete. An error means that the client is gone, and nobody is left to tell.
func write(w http.ResponseWriter, status int, contentType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
