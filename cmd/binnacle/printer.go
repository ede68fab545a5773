package main

import (
	"fmt"
	"io"
	"time"
)

// printer writes views one after the other, and to another place what is wrong, once for each change.
type printer struct {
	stdout, stderr io.Writer
	address        string
	shown          bool   // a view was written
	trouble        string // what was said to be wrong; empty when all is well
}

func (p *printer) show(v view) error {
	if v.err != nil {
		if text := v.err.Error(); text != p.trouble {
			p.trouble = text
			fmt.Fprintf(p.stderr, "%s: no answer from %s, trying again: %s\n", v.time.Format(time.TimeOnly), p.address, text)
		}
		return nil
	}
	if p.trouble != "" {
		fmt.Fprintf(p.stderr, "%s: %s answers again\n", v.time.Format(time.TimeOnly), p.address)
		p.trouble = ""
	}
	between := ""
	if p.shown {
		between = "\n"
	}
	p.shown = true
	_, err := io.WriteString(p.stdout, between+v.text)
	return err
}

func (p *printer) close() error { return nil }
