package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/binnacle-go/metrics/history"
	"github.com/binnacle-go/metrics/internal/journal"
)

// openBox opens a black box file to be read, and says what of it is damaged.
func openBox(path string, stderr io.Writer) (*history.File, error) {
	box, err := history.Open(path)
	switch {
	case errors.Is(err, journal.ErrFormat):
		return nil, fmt.Errorf("%s is not a black box file, or nothing of it is left", path)
	case errors.Is(err, journal.ErrVersion):
		return nil, fmt.Errorf("%s was written by a later version of Binnacle: install a later version of this command", path)
	case err != nil:
		return nil, err
	}
	if damage := box.Stats().Box.Damage; damage != nil {
		fmt.Fprintln(stderr, "binnacle: what is intact is shown:", damage)
	}
	return box, nil
}
