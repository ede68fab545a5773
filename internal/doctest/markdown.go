package doctest

import (
	"fmt"
	"regexp"
	"strings"
)

// A Block is a fenced block of code in a document.
type Block struct {
	Doc     string // the document's path below the root
	Line    int    // of the first line of code, from 1
	Lang    string // the first word after the fence
	Prelude string // what the comment before it names, if any
	Text    string
}

// String says where the block stands, as a compiler would.
func (b Block) String() string { return fmt.Sprintf("%s:%d", b.Doc, b.Line) }

var (
	fence     = regexp.MustCompile("^( *)(```+)([^`]*)$")
	directive = regexp.MustCompile(`^\s*<!-- doctest: prelude=(\w+) -->\s*$`)
)

// Blocks returns the fenced blocks of a Markdown text. A fence that is never closed, a doctest comment that cannot be
// read and one without a go block on the next line are errors.
func Blocks(doc, text string) ([]Block, error) {
	var blocks []Block
	lines := strings.Split(text, "\n")
	prelude := ""
	for i := 0; i < len(lines); i++ {
		open := fence.FindStringSubmatch(lines[i])
		if prelude != "" && (open == nil || lang(open) != "go") {
			return nil, fmt.Errorf("%s:%d: a go block must follow the doctest comment", doc, i+1)
		}
		if open == nil {
			var err error
			if prelude, err = preludeOf(lines[i]); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", doc, i+1, err)
			}
			continue
		}
		end := closing(lines, i+1, open[2])
		if end < 0 {
			return nil, fmt.Errorf("%s:%d: this block is never closed", doc, i+1)
		}
		code := dedent(lines[i+1:end], open[1])
		blocks = append(blocks, Block{Doc: doc, Line: i + 2, Lang: lang(open), Prelude: prelude, Text: code})
		prelude = ""
		i = end
	}
	return blocks, nil
}

func lang(open []string) string {
	if words := strings.Fields(open[3]); len(words) > 0 {
		return words[0]
	}
	return ""
}

func preludeOf(line string) (string, error) {
	if m := directive.FindStringSubmatch(line); m != nil {
		return m[1], nil
	}
	if strings.HasPrefix(strings.TrimSpace(line), "<!-- doctest") {
		return "", fmt.Errorf("write <!-- doctest: prelude=NAME -->, not %s", strings.TrimSpace(line))
	}
	return "", nil
}

// closing returns the index of the line that closes a fence of these ticks, or -1.
func closing(lines []string, from int, ticks string) int {
	for i := from; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if strings.HasPrefix(line, ticks) && strings.Trim(line, "`") == "" {
			return i
		}
	}
	return -1
}

// dedent takes the indentation of a fence in a list off its code.
func dedent(lines []string, indent string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimPrefix(line, indent))
		b.WriteByte('\n')
	}
	return b.String()
}
