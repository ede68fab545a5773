// Package influx runs a real InfluxDB inside the test process, and reads back what it stored.
package influx

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Point is one stored point: its fields by name, which are json.Number or string.
type Point struct {
	Measurement string
	Tags        map[string]string // without empty ones
	Time        int64             // milliseconds since 1970
	Fields      map[string]any    // without null ones
}

var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 2 * time.Minute}

// Exec runs a statement such as "CREATE DATABASE x".
func Exec(server, statement string) error {
	_, err := query(server, "", statement)
	return err
}

// Points returns everything that a database holds.
func Points(server, db string) ([]Point, error) {
	results, err := query(server, db, "SELECT * FROM /.*/ GROUP BY *")
	if err != nil {
		return nil, err
	}
	var all []Point
	for _, s := range results {
		for _, row := range s.Values {
			p, err := s.point(row)
			if err != nil {
				return nil, err
			}
			all = append(all, p)
		}
	}
	return all, nil
}

type series struct {
	Name    string
	Tags    map[string]string
	Columns []string
	Values  [][]any
}

func (s *series) point(row []any) (p Point, err error) {
	p = Point{Measurement: s.Name, Tags: map[string]string{}, Fields: map[string]any{}}
	for k, v := range s.Tags {
		if v != "" {
			p.Tags[k] = v
		}
	}
	for i, v := range row {
		if n, ok := v.(json.Number); ok && s.Columns[i] == "time" {
			p.Time, err = n.Int64()
		} else if v != nil {
			p.Fields[s.Columns[i]] = v
		}
	}
	return p, err
}

// query returns the series of an answer.
func query(server, db, q string) ([]series, error) {
	resp, err := client.PostForm(server+"/query", url.Values{"db": {db}, "q": {q}, "epoch": {"ms"}})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var answer struct {
		Error   string
		Results []struct {
			Error  string
			Series []series
		}
	}
	d := json.NewDecoder(resp.Body)
	d.UseNumber() // integers beyond 2^53 are whole in the text
	if err := d.Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %s: %w", q, resp.Status, err)
	}
	var all []series
	for _, r := range answer.Results {
		answer.Error += r.Error
		all = append(all, r.Series...)
	}
	if answer.Error != "" {
		return nil, fmt.Errorf("%s: %s", q, strings.TrimSpace(answer.Error))
	}
	return all, nil
}
