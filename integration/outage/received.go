package outage

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// receivedIn is the file with what a server without a store of its own has taken: lines of name, value and time.
func receivedIn(dir string) string { return filepath.Join(dir, "received") }

// openReceived opens the file for more lines, without one that a kill has broken off.
func openReceived(dir string) (*os.File, error) {
	f, err := os.OpenFile(receivedIn(dir), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return f, f.Truncate(int64(bytes.LastIndexByte(text, '\n') + 1))
}

func readReceived(dir string) (map[point]float64, error) {
	text, err := os.ReadFile(receivedIn(dir))
	if err != nil {
		return nil, err
	}
	return parseLines(string(text))
}

// parseLines reads lines of name, value and time.
func parseLines(text string) (map[point]float64, error) {
	m := map[point]float64{}
	for line := range strings.Lines(text) {
		var p point
		var v float64
		if _, err := fmt.Sscan(line, &p.name, &v, &p.at); err != nil {
			return nil, fmt.Errorf("line %q: %w", line, err)
		}
		m[p] = v
	}
	return m, nil
}
