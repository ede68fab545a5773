package expvarmetrics

import (
	"encoding/json"
	"errors"
	"expvar"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/binnacle-go/metrics"
)

const (
	maxDepth = 32
	maxNodes = 1 << 16 // of one variable: a map may hold itself
	maxBytes = 1 << 20 // of one variable's JSON
	maxText  = 4 << 10 // of a string
)

// value is one number or text of a variable.
type value struct {
	variable string
	path     string
	isText   bool
	number   float64
	text     string
}

// flattener collects the values of one variable. What it has found before an error holds.
type flattener struct {
	values []value
	max    int
	nodes  int
}

// variable adds the values of a variable, or of a member of a map. The types of package expvar are read without the
// detour over JSON, which cannot tell every number.
func (f *flattener) variable(path string, v expvar.Var, depth int) error {
	switch v := v.(type) {
	case *expvar.Int:
		return f.add(value{path: path, number: float64(v.Value())})
	case *expvar.Float:
		return f.add(value{path: path, number: v.Value()})
	case *expvar.String:
		return f.add(value{path: path, isText: true, text: v.Value()})
	case *expvar.Map:
		return f.members(path, v, depth)
	case expvar.Func:
		return f.result(path, v.Value(), depth)
	}
	return f.document(path, v.String(), depth)
}

func (f *flattener) members(path string, m *expvar.Map, depth int) error {
	if err := f.enter(depth); err != nil {
		return err
	}
	var members []expvar.KeyValue
	m.Do(func(member expvar.KeyValue) { members = append(members, member) }) // it holds a lock, so nothing is read here
	for _, member := range members {
		if member.Value == nil { // removed just now
			continue
		}
		if err := f.variable(join(path, member.Key), member.Value, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// result adds what a function returned.
func (f *flattener) result(path string, result any, depth int) error {
	if number, ok := result.(float64); ok {
		return f.add(value{path: path, number: number}) // JSON has no NaN
	}
	document, err := json.Marshal(result)
	if err != nil {
		return fmt.Errorf("it has no JSON: %w", err)
	}
	return f.document(path, string(document), depth)
}

func (f *flattener) document(path, document string, depth int) error {
	if len(document) > maxBytes {
		return fmt.Errorf("its JSON has %d bytes, more than %d", len(document), maxBytes)
	}
	var parsed any
	if err := json.Unmarshal([]byte(document), &parsed); err != nil {
		return fmt.Errorf("it gives no JSON: %w", err)
	}
	return f.json(path, parsed, depth)
}

// json adds the values in a parsed document.
func (f *flattener) json(path string, parsed any, depth int) error {
	switch parsed := parsed.(type) {
	case float64:
		return f.add(value{path: path, number: parsed})
	case string:
		return f.add(value{path: path, isText: true, text: parsed})
	case bool:
		number := 0.0
		if parsed {
			number = 1
		}
		return f.add(value{path: path, number: number})
	case []any:
		for i, element := range parsed {
			if err := f.within(join(path, strconv.Itoa(i)), element, depth); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(parsed)) {
			if err := f.within(join(path, key), parsed[key], depth); err != nil {
				return err
			}
		}
	}
	return nil
}

// within adds a part of an object or array.
func (f *flattener) within(path string, parsed any, depth int) error {
	if err := f.enter(depth); err != nil {
		return err
	}
	return f.json(path, parsed, depth+1)
}

// enter bounds how deep and how far one goes.
func (f *flattener) enter(depth int) error {
	if f.nodes++; f.nodes > maxNodes {
		return fmt.Errorf("it has more than %d members; the rest is left out", maxNodes)
	}
	if depth >= maxDepth {
		return fmt.Errorf("it is more than %d levels deep; the rest is left out", maxDepth)
	}
	return nil
}

var errTooMany = errors.New("it has too many values; the rest is left out (see Options.MaxSeries)")

func (f *flattener) add(v value) error {
	if len(f.values) >= f.max {
		return errTooMany
	}
	v.text = cut(v.text)
	f.values = append(f.values, v)
	return nil
}

// cut bounds a text, at the end of a character.
func cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > maxText-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}

// named returns a name as a path, which it is never without.
func named(name string) string {
	if path := metrics.CleanPath(name); path != "" {
		return path
	}
	return "(unnamed)"
}

func join(path, name string) string { return path + "/" + named(name) }
