package report

import (
	"fmt"
	"io"
	"strings"
)

// A Document is a report made of parts, each of which can be replaced alone.
type Document struct {
	titles []string
	texts  map[string]string // by title, without the heading
}

// Parse takes the parts of a document apart. A part goes from its heading to that of the next one.
func Parse(text string, titles []string) *Document {
	d := &Document{titles: titles, texts: map[string]string{}}
	part := ""
	for line := range strings.Lines(text) {
		if title, ok := d.heading(line); ok {
			part = title
		} else if part != "" {
			d.texts[part] += line
		}
	}
	for title, text := range d.texts {
		d.Set(title, text)
	}
	return d
}

func (d *Document) heading(line string) (title string, ok bool) {
	for _, t := range d.titles {
		if strings.TrimRight(line, "\r\n") == "## "+t {
			return t, true
		}
	}
	return "", false
}

// Set replaces the text of a part.
func (d *Document) Set(title, text string) { d.texts[title] = strings.TrimSpace(text) }

// WriteTo writes the parts that there are, in the order of their titles.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	b.WriteString(preface)
	for _, title := range d.titles {
		if text := d.texts[title]; text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", title, text)
		}
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

const preface = `# Results

Each part is measured by a command of its own, which [README.md](README.md) names, and says when and where it was
measured. Nothing here is written by hand.
`
