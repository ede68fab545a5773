package otlp

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

const (
	protobuf  = "application/x-protobuf"
	maxAnswer = 64 << 10 // bytes of an answer that are read
)

// Send delivers a batch in one request. It returns nil when the backend has taken all of it, and never later than ctx
// ends.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	if r.invalid != nil {
		return fmt.Errorf("send by OTLP: %w", r.invalid)
	}
	if err := r.post(ctx, body); err != nil {
		return fmt.Errorf("send by OTLP to %s: %w", r.url.Host, err)
	}
	return nil
}

func (r *Reporter) post(ctx context.Context, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url.String(), bytes.NewReader(compress(body)))
	if err != nil {
		return withoutURL(err)
	}
	for key, value := range r.headers {
		request.Header.Set(key, value)
	}
	request.Header.Set("Content-Type", protobuf)
	request.Header.Set("Content-Encoding", "gzip")
	request.Header.Set("User-Agent", "binnacle")
	answer, err := r.client.Do(request)
	if err != nil {
		return withoutURL(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if answer.StatusCode/100 == 2 && err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return classify(answer, text)
}

// withoutURL drops the URL from an error, which may hold a key.
func withoutURL(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

func compress(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that exists, to memory: nothing fails
	_, _ = w.Write(body)
	_ = w.Close()
	return out.Bytes()
}
