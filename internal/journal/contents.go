package journal

import (
	"errors"
	"fmt"
	"strings"
)

// Contents are what was found in a file.
type Contents struct {
	Frames [][]byte     // the payloads of the intact frames, in order
	Torn   int64        // bytes of a last frame that was not written to its end; no damage
	Damage *DamageError // nil when all the rest is intact
}

// ErrFormat says that a file is not a journal: it neither begins like one nor holds a single frame.
var ErrFormat = errors.New("it is not a journal, or nothing of it is left")

// ErrVersion says that a file is of a later version of the format than this program knows.
var ErrVersion = errors.New("it was written by a later version of this library: read it with that one")

// ErrTooLarge says that a file is too large to be read, or a payload to be written.
var ErrTooLarge = errors.New("it is too large")

// A DamageError says which parts of a file cannot be read. The frames before, between and behind them are intact.
type DamageError struct {
	Path     string // the file; empty if it was a stream
	SetAside string // where Open left the damaged file; empty if only read
	Lost     int64  // bytes that are no intact frame, of all regions
	Regions  []Region
	Err      error // what else is known of the cause; may be nil
}

// A Region is a damaged part of a file.
type Region struct{ Offset, Length int64 }

// Error says what was lost, and where the damaged file is now.
func (e *DamageError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "journal %s is damaged", e.Path)
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	if len(e.Regions) > 0 {
		fmt.Fprintf(&b, ": %d bytes in %d places are lost, the first at offset %d", e.Lost, len(e.Regions), e.Regions[0].Offset)
	}
	if e.SetAside != "" {
		fmt.Fprintf(&b, "; it was set aside as %s, and its intact part is kept", e.SetAside)
	}
	return b.String()
}

// Unwrap returns Err.
func (e *DamageError) Unwrap() error { return e.Err }
