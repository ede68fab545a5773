package exposition_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// family is what the tests' own parser finds of one metric family.
type family struct {
	name, typ, unit, help string
	samples               []sample
}

type sample struct {
	name   string
	labels map[string]string // without those that are empty
	value  string
}

// id is what a scraper tells samples apart by; labels in skip are left out.
func (s sample) id(skip ...string) string {
	var b strings.Builder
	b.WriteString(strconv.Quote(s.name))
	for _, k := range slices.Sorted(maps.Keys(s.labels)) {
		if !slices.Contains(skip, k) {
			fmt.Fprintf(&b, ",%q=%q", k, s.labels[k])
		}
	}
	return b.String()
}

// suffixes are those that samples of a type may have.
var suffixes = map[string][]string{
	"gauge": {""}, "stateset": {""}, "info": {"_info"}, "histogram": {"_bucket", "_sum", "_count"},
}

// parse reads an exposition strictly: every line must be whole, every sample belong to the family above it, every
// family come once, every sample be unique.
func parse(text string, openMetrics bool) ([]family, error) {
	if openMetrics {
		body, ok := strings.CutSuffix(text, "# EOF\n")
		if !ok {
			return nil, fmt.Errorf("no EOF at the end")
		}
		text = body
	}
	var families []family
	names, ids := map[string]bool{}, map[string]bool{}
	for len(text) > 0 {
		line, rest, ok := strings.Cut(text, "\n")
		if !ok || !utf8.ValidString(line) {
			return nil, fmt.Errorf("unfinished or invalid line %q", line)
		}
		text = rest
		if meta, ok := strings.CutPrefix(line, "# "); ok {
			if err := parseMeta(meta, &families, names); err != nil {
				return nil, fmt.Errorf("%w in %q", err, line)
			}
			continue
		}
		s, err := parseSample(line)
		if err != nil {
			return nil, fmt.Errorf("%w in %q", err, line)
		}
		if ids[s.id()] {
			return nil, fmt.Errorf("sample twice: %q", line)
		}
		ids[s.id()] = true
		if len(families) == 0 || !families[len(families)-1].accepts(s.name, openMetrics) {
			return nil, fmt.Errorf("sample outside of its family: %q", line)
		}
		f := &families[len(families)-1]
		f.samples = append(f.samples, s)
	}
	return families, nil
}

func (f *family) accepts(name string, openMetrics bool) bool {
	if f.typ == "counter" {
		return openMetrics && name == f.name+"_total" || !openMetrics && name == f.name && strings.HasSuffix(name, "_total")
	}
	return slices.ContainsFunc(suffixes[f.typ], func(s string) bool { return name == f.name+s })
}

// parseMeta expects a TYPE line to begin each family.
func parseMeta(line string, families *[]family, names map[string]bool) error {
	keyword, rest, _ := strings.Cut(line, " ")
	name, rest, err := parseName(rest)
	if err != nil || !strings.HasPrefix(rest, " ") {
		return fmt.Errorf("no name: %v", err)
	}
	value := rest[1:]
	if keyword == "TYPE" {
		if names[name] {
			return fmt.Errorf("family twice")
		}
		names[name] = true
		*families = append(*families, family{name: name, typ: value})
		return nil
	}
	if len(*families) == 0 || (*families)[len(*families)-1].name != name {
		return fmt.Errorf("another family's metadata")
	}
	f := &(*families)[len(*families)-1]
	switch {
	case keyword == "HELP" && f.help == "":
		f.help, err = unescape(value)
		return err
	case keyword == "UNIT" && f.unit == "" && strings.HasSuffix(name, "_"+value):
		f.unit = value
		return nil
	}
	return fmt.Errorf("bad metadata")
}

func parseSample(line string) (sample, error) {
	s := sample{labels: map[string]string{}}
	rest := line
	var err error
	if line[0] != '{' {
		if s.name, rest, err = parseName(rest); err != nil {
			return s, err
		}
	}
	if strings.HasPrefix(rest, "{") {
		if rest, err = s.parseLabels(rest[1:]); err != nil {
			return s, err
		}
	}
	value, ok := strings.CutPrefix(rest, " ")
	if _, err := strconv.ParseFloat(value, 64); !ok || err != nil || s.name == "" {
		return s, fmt.Errorf("no name or value")
	}
	s.value = value
	return s, nil
}

func (s *sample) parseLabels(rest string) (string, error) {
	seen := map[string]bool{}
	for {
		key, after, err := parseName(rest)
		if err != nil {
			return "", err
		}
		if value, ok := strings.CutPrefix(after, "="); ok {
			text, more, err := parseString(value)
			if err != nil {
				return "", err
			}
			if seen[key] {
				return "", fmt.Errorf("label %q twice", key)
			}
			seen[key] = true
			if text != "" {
				s.labels[key] = text
			}
			after = more
		} else if s.name == "" {
			s.name = key
		} else {
			return "", fmt.Errorf("label without a value")
		}
		if end, ok := strings.CutPrefix(after, "}"); ok {
			return end, nil
		}
		if !strings.HasPrefix(after, ",") {
			return "", fmt.Errorf("no comma")
		}
		rest = after[1:]
	}
}

// parseName reads a name, plain or quoted; a name that could be plain may not be quoted.
func parseName(s string) (name, rest string, err error) {
	n := strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", r)
	})
	if n > 0 && (s[0] < '0' || s[0] > '9') {
		return s[:n], s[n:], nil
	}
	if name, rest, err = parseString(s); err == nil && (name == "" || strings.Contains(name, "\x00")) {
		err = fmt.Errorf("bad name %q", name)
	}
	return name, rest, err
}

func parseString(s string) (text, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", fmt.Errorf("no quote at %q", s)
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			text, err = unescape(s[1:i])
			return text, s[i+1:], err
		}
	}
	return "", "", fmt.Errorf("unfinished string %q", s)
}

func unescape(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		c, ok := byte(0), i < len(s)
		if ok {
			c, ok = map[byte]byte{'\\': '\\', 'n': '\n', '"': '"'}[s[i]]
		}
		if !ok {
			return "", fmt.Errorf("bad escape in %q", s)
		}
		b.WriteByte(c)
	}
	return b.String(), nil
}
