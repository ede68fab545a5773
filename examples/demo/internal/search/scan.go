package search

import (
	"bytes"
	"unicode/utf8"
)

// maxText is how much of a long line is shown, in bytes.
const maxText = 200

// A Match is one line that matched.
type Match struct {
	Path string `json:"path"`
	Line int    `json:"line"` // counted from 1
	Text string `json:"text"` // the line, cut after 200 bytes
}

// scan returns the first lines of content, at most limit, in which a match begins.
func (p *pattern) scan(path string, content []byte, limit int) []Match {
	if !bytes.Contains(content, p.literal) {
		return nil
	}
	var found []Match
	line, from := 1, 0 // from is always the start of a line, so that ^ and \b hold in what follows
	for from < len(content) && len(found) < limit {
		at := p.re.FindIndex(content[from:])
		if at == nil {
			break
		}
		hit := from + at[0]
		start := bytes.LastIndexByte(content[:hit], '\n') + 1
		if start == len(content) {
			break // an empty match behind the last line
		}
		line += bytes.Count(content[from:start], newline)
		end := lineEnd(content, start)
		found = append(found, Match{path, line, lineText(content[start:end])})
		line++
		from = end + 1
	}
	return found
}

var newline = []byte{'\n'}

// lineEnd returns where the line that begins at start ends: at its newline or at the end of content.
func lineEnd(content []byte, start int) int {
	if i := bytes.IndexByte(content[start:], '\n'); i >= 0 {
		return start + i
	}
	return len(content)
}

func lineText(line []byte) string {
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if len(line) <= maxText {
		return string(line)
	}
	cut := maxText
	for cut > maxText-utf8.UTFMax && !utf8.RuneStart(line[cut]) {
		cut--
	}
	return string(line[:cut]) + "…"
}
