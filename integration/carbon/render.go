package carbon

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Points are the stored values of one series by their time in Unix seconds.
type Points map[int64]float64

// client opens a connection a request: one that outlives a Stop would still be answered by the old server.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}

// Render returns what is stored of the series with exactly the given names, for the times from <= t <= until.
// A series without a point in that time is left out.
func (s *Server) Render(names []string, from, until time.Time) (map[string]Points, error) {
	form := url.Values{
		"format": {"json"},
		"target": names,
		"from":   {strconv.FormatInt(from.Unix()-1, 10)}, // go-carbon leaves the point at "from" out
		"until":  {strconv.FormatInt(until.Unix(), 10)},
	}
	var answer struct {
		Metrics []struct {
			Name                string
			StartTime, StepTime int64
			Values              []float64
			IsAbsent            []bool
		}
	}
	if err := s.get("/render/", form, &answer); err != nil {
		return nil, err
	}
	all := make(map[string]Points)
	for _, m := range answer.Metrics {
		points := make(Points)
		for i, v := range m.Values {
			if at := m.StartTime + int64(i)*m.StepTime; !m.IsAbsent[i] && at >= from.Unix() {
				points[at] = v
			}
		}
		if len(points) > 0 {
			all[m.Name] = points
		}
	}
	return all, nil
}

// Names returns the names of all series that have reached the disk, sorted.
func (s *Server) Names() ([]string, error) {
	var answer struct{ Metrics []string }
	if err := s.get("/metrics/list/", url.Values{"format": {"json"}}, &answer); err != nil {
		return nil, err
	}
	slices.Sort(answer.Metrics)
	return answer.Metrics, nil
}

// get decodes the server's JSON answer into v. A 404 is an empty answer: go-carbon's way to say "no such series".
func (s *Server) get(path string, form url.Values, v any) error {
	resp, err := client.PostForm(s.URL+path, form)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode == http.StatusNotFound {
		return nil
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("go-carbon's %s: %s: %s", path, resp.Status, body)
	}
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("go-carbon's %s: %w in %q", path, err, body)
	}
	return nil
}
