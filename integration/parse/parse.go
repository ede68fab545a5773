// Package parse reads expositions with Prometheus's own parser, apart from the rest of Prometheus.
package parse

import (
	"errors"
	"fmt"
	"io"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

// An Exposition is what Prometheus's own parser made of an answer.
type Exposition struct {
	Values map[string]float64 // by ID of the series
	Labels map[string]labels.Labels
	Types  map[string]string // by name of the family
	Helps  map[string]string
	Units  map[string]string
}

// ID returns the identity of a series in an Exposition, for a name and labels given as key, value, key, value...
func ID(name string, kv ...string) string {
	return labels.FromStrings(append([]string{model.MetricNameLabel, name}, kv...)...).String()
}

// Parse reads an answer to a scrape with the parser that Prometheus chooses for its Content-Type. Unlike Prometheus, it
// refuses what a family says twice, and a series that is there twice.
func Parse(contentType string, body []byte) (*Exposition, error) {
	p, err := textparse.New(body, contentType, labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return nil, err
	}
	e := &Exposition{
		map[string]float64{}, map[string]labels.Labels{}, map[string]string{}, map[string]string{}, map[string]string{},
	}
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return e, nil
		}
		if err == nil {
			err = e.add(entry, p)
		}
		if err != nil {
			return nil, err
		}
	}
}

func (e *Exposition) add(entry textparse.Entry, p textparse.Parser) error {
	switch entry {
	case textparse.EntrySeries:
		var l labels.Labels
		p.Labels(&l)
		_, _, v := p.Series()
		e.Labels[l.String()] = l
		return once(e.Values, l.String(), v)
	case textparse.EntryType:
		name, typ := p.Type()
		return once(e.Types, string(name), string(typ))
	case textparse.EntryHelp:
		name, help := p.Help()
		return once(e.Helps, string(name), string(help))
	case textparse.EntryUnit:
		name, unit := p.Unit()
		return once(e.Units, string(name), string(unit))
	default:
		return fmt.Errorf("an entry that is no part of a classic exposition: %v", entry)
	}
}

// once sets m[k], which must not be there yet.
func once[V any](m map[string]V, k string, v V) error {
	if _, dup := m[k]; dup {
		return fmt.Errorf("%s is there twice", k)
	}
	m[k] = v
	return nil
}
