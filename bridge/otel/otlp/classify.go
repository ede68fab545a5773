package otlp

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	"google.golang.org/protobuf/proto"

	"github.com/binnacle-go/metrics/reporters"
)

const maxReason = 300 // bytes of what the backend says that get into an error

// classify returns what an answer means for the batch.
func classify(answer *http.Response, text []byte) error {
	if answer.StatusCode/100 == 2 {
		return partial(text)
	}
	err := fmt.Errorf("%s%s", answer.Status, reason(string(text)))
	switch answer.StatusCode {
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge:
		return fmt.Errorf("%w: %w", reporters.ErrSplit, err)
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w: check Options.Headers", err)
	case http.StatusNotFound:
		return fmt.Errorf("%w: check the URL, which usually ends in /v1/metrics", err)
	}
	if answer.StatusCode/100 == 3 {
		return fmt.Errorf("%w: redirects are not followed; check the URL", err)
	}
	if wait := retryAfter(answer.Header.Get("Retry-After"), time.Now()); wait > 0 {
		return &reporters.RetryError{After: wait, Err: err}
	}
	return err
}

// partial returns an error if the backend says that it has not taken all of it. An answer that cannot be read, or is
// none, is a success: its status says so.
func partial(text []byte) error {
	var response metricspb.ExportMetricsServiceResponse
	if proto.Unmarshal(text, &response) != nil {
		return nil
	}
	refused := response.GetPartialSuccess()
	if refused.GetRejectedDataPoints() <= 0 {
		return nil
	}
	return &reporters.PartialError{
		Rejected: uint64(refused.GetRejectedDataPoints()),
		Err:      fmt.Errorf("%d data points rejected%s", refused.GetRejectedDataPoints(), reason(refused.GetErrorMessage())),
	}
}

// reason returns the beginning of what the backend says, as one line.
func reason(text string) string {
	text = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(text, "?"))
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "") + "..."
	}
	if text == "" {
		return ""
	}
	return ": " + text
}

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(header string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(strings.TrimSpace(header), 10, 20); err == nil {
		return time.Duration(n) * time.Second
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(date.Sub(now), 0)
}
