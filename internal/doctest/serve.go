package doctest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Serve runs the program that Add named until it has a series at /metrics, and ends it. It is an error if the program
// ends by itself, or if ctx does before there is a series.
func (m *Module) Serve(ctx context.Context, name string) error {
	var output bytes.Buffer
	program := exec.Command(filepath.Join(m.dir, "bin", name))
	program.Stdout, program.Stderr = &output, &output
	if err := program.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = program.Wait() // ProcessState tells how it ended
	}()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	answered := make(chan error, 1)
	go func() { answered <- awaitSeries(ctx, "http://"+m.programs[name]+"/metrics") }()

	select {
	case err := <-answered:
		_ = program.Process.Kill() // fails if it has ended meanwhile, which is as good
		<-ended
		if err != nil {
			return fmt.Errorf("%w; the program printed:\n%s", err, &output)
		}
		return nil
	case <-ended:
		return fmt.Errorf("the program ended by itself (%s) and printed:\n%s", program.ProcessState, &output)
	}
}

// awaitSeries asks url again and again, until it answers with a series.
func awaitSeries(ctx context.Context, url string) error {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		err := getSeries(ctx, &client, url)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no series at %s in time: %w", url, err)
		case <-again.C:
		}
	}
}

func getSeries(ctx context.Context, client *http.Client, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", resp.Status)
	}
	if !hasSeries(string(body)) {
		return errors.New("the answer is no exposition with a series in it")
	}
	return nil
}

// hasSeries tells whether an exposition has a line of a series: a name and, at the end, a number.
func hasSeries(exposition string) bool {
	for line := range strings.Lines(exposition) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0][0] == '#' {
			continue
		}
		if _, err := strconv.ParseFloat(words[len(words)-1], 64); err == nil {
			return true
		}
	}
	return false
}
