package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanRune writes the first rune of a text unless it controls something, and returns its length.
func cleanRune(b *strings.Builder, text string) int {
	r, n := utf8.DecodeRuneInString(text)
	switch {
	case r == '\n' || r == '\t':
		b.WriteRune(r)
	case unicode.IsControl(r) || r == utf8.RuneError && n == 1:
		b.WriteRune(utf8.RuneError)
	default:
		b.WriteRune(r)
	}
	return n
}

// fitLines returns at most so many lines of a text, and how many are left out. No limit is zero.
func fitLines(text string, most int) (lines []string, left int) {
	lines = strings.Split(strings.TrimRight(text, "\n"), "\n")
	if most > 0 && len(lines) > most {
		return lines[:most], len(lines) - most
	}
	return lines, 0
}
