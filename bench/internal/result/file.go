package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// kept is the figures of one point in a file.
type kept struct {
	Point  Point
	Values []float64
}

// Load returns the results that a file holds, none if there is no such file.
func Load(file string) (Results, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Results{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the figures measured before: %w", err)
	}
	var all []kept
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("read the figures measured before, from %s: %w", file, err)
	}
	r := Results{}
	for _, k := range all {
		r[k.Point] = k.Values
	}
	return r, nil
}

// Save writes the results to a file.
func (r Results) Save(file string) error {
	var all []kept
	for p, values := range r {
		all = append(all, kept{p, values})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep the figures: %w", err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return fmt.Errorf("keep the figures: %w", err)
	}
	return nil
}
