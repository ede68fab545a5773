package window

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseSpan reads a positive duration: what time.ParseDuration reads, with days ("1d", "1.5d", "1d12h") before it.
func ParseSpan(text string) (time.Duration, error) {
	invalid := fmt.Errorf("%q is not a positive duration such as 30s, 15m, 1h30m or 1d", text)
	rest, days := text, 0.0
	if number, after, ok := strings.Cut(text, "d"); ok {
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !(n >= 0) || strings.Trim(number, "0123456789.") != "" {
			return 0, invalid
		}
		rest, days = after, n*float64(24*time.Hour)
	}
	var span time.Duration
	if rest != "" || text == "" {
		var err error
		if span, err = time.ParseDuration(rest); err != nil || rest[0] == '-' {
			return 0, invalid
		}
	}
	if total := days + float64(span); total < 1 || total >= 1<<62 {
		return 0, invalid
	}
	return time.Duration(days) + span, nil
}
