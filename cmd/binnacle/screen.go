package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Control sequences of a terminal: ECMA-48, and the private modes of DEC and xterm that all terminals know.
const (
	enterScreen = "\x1b[?1049h\x1b[?25l\x1b[?7l" // another screen, no cursor, long lines are cut
	leaveScreen = "\x1b[?7h\x1b[?25h\x1b[?1049l"
	home        = "\x1b[H"
	clearLine   = "\x1b[K"
	clearRest   = "\x1b[J"
)

// fullScreen shows the present view in a terminal. Each is written at once and over the one before, so that nothing
// flickers.
type fullScreen struct {
	w        io.Writer
	terminal *terminal
	address  string
	entered  bool
	last     string    // the last view there was
	since    time.Time // of the trouble; zero when all is well
}

func (s *fullScreen) show(v view) error {
	var b strings.Builder
	if !s.entered {
		s.entered = true
		b.WriteString(enterScreen)
	}
	b.WriteString(home)
	rows := s.terminal.rows()
	if v.err != nil {
		if s.since.IsZero() {
			s.since = v.time
		}
		fmt.Fprintf(&b, "No answer from %s for %v, trying again: %s%s\r\n", s.address, v.time.Sub(s.since).Round(time.Second), v.err, clearLine)
		rows--
	} else {
		s.last, s.since = v.text, time.Time{}
	}
	s.body(&b, rows)
	_, err := io.WriteString(s.w, b.String())
	return err
}

// body writes the last view as far as there is room. The last line has no end, which would move all others up.
func (s *fullScreen) body(b *strings.Builder, rows int) {
	lines, left := fitLines(s.last, max(rows, 0))
	if left > 0 {
		lines[len(lines)-1] = fmt.Sprintf("… %d more lines: narrow the view with -path or -query", left+1)
	}
	b.WriteString(strings.Join(lines, clearLine+"\r\n"))
	b.WriteString(clearLine + clearRest)
}

func (s *fullScreen) close() error {
	if !s.entered {
		return nil
	}
	_, err := io.WriteString(s.w, leaveScreen)
	return err
}
