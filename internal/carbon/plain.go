package carbon

import (
	"strconv"

	"github.com/binnacle-go/metrics/internal/decimal"
	"github.com/binnacle-go/metrics/internal/names"
)

// Plain is the plaintext protocol: a line "name value time" for each point.
type Plain struct {
	lines []byte
	end   []byte // of each line: the time
}

// NewPlain returns what writes points of a time, in seconds since 1970.
func NewPlain(at int64) *Plain {
	return &Plain{end: append(strconv.AppendInt([]byte{' '}, at, 10), '\n')}
}

// Count writes a point that is a whole number.
func (p *Plain) Count(name names.Name, stat string, v uint64) {
	p.lines = append(AppendName(p.lines, name, stat), ' ')
	p.lines = append(strconv.AppendUint(p.lines, v, 10), p.end...)
}

// Float writes any other point.
func (p *Plain) Float(name names.Name, stat string, v float64) {
	p.lines = append(AppendName(p.lines, name, stat), ' ')
	p.lines = append(decimal.Append(p.lines, v), p.end...)
}

// Body returns all lines.
func (p *Plain) Body() []byte { return p.lines }
