package graphite

import (
	"strconv"

	"github.com/binnacle-go/metrics/reporters/internal/names"
	"github.com/binnacle-go/metrics/reporters/internal/wire"
)

// plain is the plaintext protocol: a line "name value time" for each point.
type plain struct {
	lines []byte
	end   []byte // of each line: the time
}

func newPlain(at int64) *plain {
	return &plain{end: append(strconv.AppendInt([]byte{' '}, at, 10), '\n')}
}

func (p *plain) count(name names.Name, stat string, v uint64) {
	p.lines = append(appendName(p.lines, name, stat), ' ')
	p.lines = append(strconv.AppendUint(p.lines, v, 10), p.end...)
}

func (p *plain) float(name names.Name, stat string, v float64) {
	p.lines = append(appendName(p.lines, name, stat), ' ')
	p.lines = append(wire.AppendFloat(p.lines, v), p.end...)
}

func (p *plain) body() []byte { return p.lines }
