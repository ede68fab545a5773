package main

import (
	"io"
	"os"
)

// terminal is what output goes to when somebody sits before it.
type terminal struct {
	color bool
	rows  func() int // 0 if unknown
}

// terminalOf returns the terminal behind an output, nil if there is none.
func terminalOf(w io.Writer) *terminal {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	if rows, ok := rowsOf(f); !ok || rows < 0 {
		return nil
	}
	return &terminal{
		color: os.Getenv("NO_COLOR") == "", // no-color.org
		rows:  func() int { rows, _ := rowsOf(f); return rows },
	}
}
