package metrics

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"
)

// What is kept of one slow call: no text longer than maxText bytes, maxTexts bytes of texts, maxAttrs attributes.
const (
	maxText  = 1 << 10
	maxTexts = 4 << 10
	maxAttrs = 16
	maxDepth = 8  // of groups
	maxSteps = 64 // attributes and groups that are looked at
)

// copier copies what a call was given, so that the copy is of limited size and shares nothing.
type copier struct {
	bytes int // of texts so far
	steps int
	out   []slog.Attr
	cut   bool // attributes are missing
}

// cutMark stands where something is missing.
const cutMark = "…"

// text returns a copy of s, cut if it is too long.
func (c *copier) text(s string) string {
	s = clip(s, min(maxText, maxTexts-c.bytes))
	c.bytes += len(s)
	return strings.Clone(s)
}

// clip cuts a text that is longer than n bytes at a rune, and marks it.
func clip(s string, n int) string {
	if n = max(n, 0); len(s) <= n {
		return s
	}
	for back := 1; back < utf8.UTFMax && n > 0 && !utf8.RuneStart(s[n]); back++ {
		n--
	}
	return s[:n] + cutMark
}

// attrs returns copies of attributes, groups taken apart.
func (c *copier) attrs(attrs []slog.Attr) []slog.Attr {
	c.group("", attrs, 0)
	if c.cut {
		c.out = append(c.out, slog.String(cutMark, "more attributes"))
	}
	return c.out
}

func (c *copier) group(prefix string, attrs []slog.Attr, depth int) {
	for _, a := range attrs {
		if c.steps++; len(c.out) == maxAttrs || c.steps > maxSteps || depth > maxDepth {
			c.cut = true
			return
		}
		value := a.Value.Resolve()
		if value.Kind() != slog.KindGroup {
			c.out = append(c.out, slog.Attr{Key: c.text(prefix + clip(a.Key, maxText)), Value: c.value(value)})
			continue
		}
		inner := prefix
		if a.Key != "" {
			inner += clip(a.Key, maxText) + "."
		}
		c.group(inner, value.Group(), depth+1)
	}
}

func (c *copier) value(v slog.Value) slog.Value {
	switch v.Kind() {
	case slog.KindString:
		return slog.StringValue(c.text(v.String()))
	case slog.KindTime:
		return slog.TimeValue(v.Time().UTC()) // a location may be large
	case slog.KindAny:
		return slog.StringValue(c.text(anyText(v.Any())))
	}
	return v
}

// anyText is what a value says of itself; of one that is too large, only its type.
func anyText(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b[:min(len(b), maxText+1)])
	}
	return guarded(func() string {
		switch v.(type) {
		case error, fmt.Stringer, fmt.Formatter:
		default:
			if !fits(v) {
				return fmt.Sprintf("%T"+cutMark, v)
			}
		}
		return fmt.Sprintf("%+v", v)
	})
}

// guarded returns what foreign code says; if it panics, that.
func guarded(f func() string) (s string) {
	defer func() {
		if p := recover(); p != nil {
			s = fmt.Sprintf("(panic: %v)", p)
		}
	}()
	return f()
}
