package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// source is the text view of a running program.
type source struct {
	client *http.Client
	url    string
	shown  string // the URL for people, without a password
	color  bool
}

// A refusal is an answer that will stay the same however often it is asked for.
type refusal struct{ error }

func (r *refusal) Unwrap() error { return r.error }

func newSource(address string, t *tail, color bool) (*source, error) {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, usagef("%w; write for instance http://localhost:8080/metrics", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, usagef("%q is not the URL of a dashboard; write for instance http://localhost:8080/metrics", u.Redacted())
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, usagef("the query string of the URL is malformed: %w", err)
	}
	shown := *u
	values.Set("format", "text")
	for name, value := range map[string]string{"path": t.path, "query": t.query, "range": t.span} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if color {
		values.Set("color", "1")
	} else {
		values.Del("color")
	}
	u.RawQuery, u.Fragment = values.Encode(), ""
	return &source{client: newClient(), url: u.String(), shown: shown.Redacted(), color: color}, nil
}

// maxText bounds what is read of an answer.
const maxText = 8 << 20

// fetch returns the present view. An error that asking again cannot mend is a *refusal.
func (s *source) fetch(ctx context.Context) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		return "", &refusal{err}
	}
	request.Header.Set("Accept", "text/plain")
	request.Header.Set("User-Agent", "binnacle-tail")
	answer, err := s.client.Do(request)
	if err != nil {
		return "", cause(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxText))
	if err != nil {
		return "", fmt.Errorf("the answer broke off: %w", cause(err))
	}
	if answer.StatusCode != http.StatusOK {
		return "", refused(answer, clean(string(body), false))
	}
	if kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); kind != "text/plain" {
		return "", &refusal{fmt.Errorf("%s answers with %q, not with text: is it the URL of a dashboard?", s.shown, clean(kind, false))}
	}
	return clean(string(body), s.color), nil
}

// cause leaves out the method and URL that package http puts before each error.
func cause(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// refused is the error of an answer that is none. A path or a server may appear again; a mistake stays one.
func refused(answer *http.Response, said string) error {
	err := fmt.Errorf("the answer is %s", answer.Status)
	if first, _, _ := strings.Cut(strings.TrimSpace(said), "\n"); first != "" && len(first) <= 500 &&
		strings.HasPrefix(answer.Header.Get("Content-Type"), "text/plain") {
		err = fmt.Errorf("%w: %s", err, first)
	}
	switch answer.StatusCode {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable:
		return &refusal{err}
	}
	return err
}

// clean removes what could do harm to a terminal: control characters, and escape sequences other than colours.
func clean(text string, color bool) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := colorSequence(text[i:]); n > 0 {
			if color {
				b.WriteString(text[i : i+n])
			}
			i += n
			continue
		}
		i += cleanRune(&b, text[i:])
	}
	return b.String()
}

// colorSequence is the length of the "select graphic rendition" that a text begins with, 0 if it does not.
func colorSequence(text string) int {
	rest, ok := strings.CutPrefix(text, "\x1b[")
	if !ok {
		return 0
	}
	n := strings.IndexFunc(rest, func(r rune) bool { return r != ';' && (r < '0' || r > '9') })
	if n < 0 || rest[n] != 'm' {
		return 0
	}
	return len("\x1b[") + n + len("m")
}
