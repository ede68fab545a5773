package influx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/influxdata/influxdb/models"
	"github.com/influxdata/line-protocol/v2/lineprotocol"
)

// A Line is what a parser finds in one line of the protocol. Fields are int64, uint64, float64 or string.
type Line struct {
	Measurement string
	Tags        map[string]string
	Fields      map[string]any
	Time        int64 // milliseconds
}

// Parse reads lines with the parser of InfluxDB 1.
func Parse(body []byte) ([]Line, error) {
	points, err := models.ParsePointsWithPrecision(bytes.Clone(body), time.Unix(0, 0), "ms")
	if err != nil {
		return nil, err
	}
	var all []Line
	for _, p := range points {
		fields, err := p.Fields()
		if err != nil {
			return nil, fmt.Errorf("fields of %q: %w", p.String(), err)
		}
		l := Line{Measurement: string(p.Name()), Tags: map[string]string{}, Fields: fields, Time: p.Time().UnixMilli()}
		for _, t := range p.Tags() {
			l.Tags[string(t.Key)] = string(t.Value)
		}
		all = append(all, l)
	}
	return all, nil
}

// ParseStrict reads lines with InfluxData's present parser.
func ParseStrict(body []byte) (all []Line, err error) {
	d := lineprotocol.NewDecoderWithBytes(body)
	for d.Next() {
		l := Line{Tags: map[string]string{}, Fields: map[string]any{}}
		name, err := d.Measurement()
		if err != nil {
			return nil, err
		}
		l.Measurement = string(name)
		if err := errors.Join(l.tags(d), l.fields(d)); err != nil {
			return nil, err
		}
		stamp, err := d.TimeBytes()
		if err != nil {
			return nil, err
		}
		if l.Time, err = strconv.ParseInt(string(stamp), 10, 64); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	if err := d.Err(); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return all, nil
}

func (l *Line) tags(d *lineprotocol.Decoder) error {
	for {
		key, value, err := d.NextTag()
		if err != nil || key == nil {
			return err
		}
		l.Tags[string(key)] = string(value)
	}
}

func (l *Line) fields(d *lineprotocol.Decoder) error {
	for {
		key, value, err := d.NextField()
		if err != nil || key == nil {
			return err
		}
		l.Fields[string(key)] = value.Interface()
	}
}
