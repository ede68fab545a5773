package page

import (
	"time"

	"github.com/a-h/templ"
)

// Saved makes a Page a file of its own that opens from disk: what it needs is inside, and its links lead to where it
// was saved from.
type Saved struct {
	At     time.Time
	Policy string // for the browser
	Style  string // the stylesheets themselves
	Script string // the script itself, empty for none
}

// element is an element with a text that is not escaped, which must not end it.
func element(open, text, end string) templ.Component { return templ.Raw(open + text + end) }

func (s *Saved) style() templ.Component { return element("<style>", s.Style, "</style>") }

func (s *Saved) script() templ.Component {
	return element(`<script type="module">`, s.Script, "</script>")
}

// save is the address of the page as a file.
func (p Place) save() string {
	url := p.URL()
	if url != "?" {
		url += "&"
	}
	return url + "format=html&snapshot=1"
}
