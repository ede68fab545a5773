package influx

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
)

const (
	maxAnswer = 64 << 10 // bytes of an answer that are read
	maxReason = 300      // bytes of it that get into an error
)

// Send delivers a batch in one request. It returns nil when the server has answered 204, and never later than ctx ends.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	if r.endpoint.err != nil {
		return r.endpoint.err
	}
	req, err := r.request(ctx, body)
	if err != nil {
		return fmt.Errorf("write to InfluxDB: %w", err)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return fmt.Errorf("write to InfluxDB at %s: %w", r.endpoint.host, withoutURL(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNoContent {
		return nil
	}
	answer, _ := io.ReadAll(io.LimitReader(resp.Body, maxAnswer)) // what came of it has to do
	return fmt.Errorf("write to InfluxDB at %s: %w", r.endpoint.host, classify(resp, answer, bytes.Count(body, []byte{'\n'})))
}

func (r *Reporter) request(ctx context.Context, body []byte) (*http.Request, error) {
	if r.gzip {
		body = compress(body)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.endpoint.url, bytes.NewReader(body))
	if err != nil {
		return nil, withoutURL(err)
	}
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	req.Header.Set("User-Agent", "binnacle")
	if r.gzip {
		req.Header.Set("Content-Encoding", "gzip")
	}
	if r.endpoint.authorization != "" {
		req.Header.Set("Authorization", r.endpoint.authorization)
	}
	return req, nil
}

// compress favours speed: the lines of a capture repeat each other, and are small at any level.
func compress(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that exists, to memory: nothing fails
	_, _ = w.Write(body)
	_ = w.Close()
	return out.Bytes()
}
