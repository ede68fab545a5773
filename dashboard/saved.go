package dashboard

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/binnacle-go/metrics/dashboard/internal/page"
)

// writeSaved answers with a page as one file, for a ticket: with its data, style and script inside, and nothing that
// needs this program any more.
func (d *Dashboard) writeSaved(w http.ResponseWriter, p *page.Page) {
	p.Title, p.Version, p.Live = d.title, version(), nil
	p.Saved = &page.Saved{At: time.Now(), Style: content("app.css") + content("pages.css")}
	if p.Detail != nil {
		p.Saved.Style += content("metric.css")
		p.Saved.Script = content("saved.js")
		p.Detail.Tail = ""
		for i := range p.Detail.Plots {
			p.Detail.Plots[i].Choose = false
		}
	}
	p.Saved.Policy = savedPolicy(p.Saved)
	h := w.Header()
	h.Set("Content-Type", typeHTML)
	h.Set("Content-Disposition", `attachment; filename="`+fileName(p)+`"`)
	var b bytes.Buffer
	// What cannot be written here panicked already: the answer is kept in memory.
	_ = page.Document(p).Render(context.Background(), &b)
	w.Write(lead(b.Bytes(), p.Base))
}

// content is a file of assets itself.
func content(file string) string {
	byFile, _ := assets()
	return string(byFile[file].body)
}

// savedPolicy lets a file use nothing but the style and the script that it holds, which a browser knows by their hashes.
func savedPolicy(s *page.Saved) string {
	script := "'none'"
	if s.Script != "" {
		script = hashed(s.Script)
	}
	return "default-src 'none'; script-src " + script + "; style-src " + hashed(s.Style) + "; img-src data:; " +
		"base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// lead makes relative links absolute: beside the file there is nothing. No text of others holds a quotation mark that
// is not escaped.
func lead(document []byte, base string) []byte {
	return bytes.ReplaceAll(document, []byte(` href="?`), []byte(` href="`+templ.EscapeString(base)+"?"))
}

// fileName says what the file is of, in characters that every system allows.
func fileName(p *page.Page) string {
	name := plainName(p.Title)
	for _, part := range []string{p.Place.View, p.Place.Path} {
		if part = plainName(part); part != "" {
			name += "-" + part
		}
	}
	return strings.Trim(name, "-") + p.Saved.At.UTC().Format("-20060102T150405Z") + ".html"
}

// maxPlainName is how much of a title or path stands in a file's name.
const maxPlainName = 60

func plainName(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case b.Len() == maxPlainName:
			return b.String()
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_':
			b.WriteByte(byte(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
