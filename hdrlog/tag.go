package hdrlog

import (
	"strings"

	"github.com/binnacle-go/metrics"
)

var escape = strings.NewReplacer("%", "%25", " ", "%20", ",", "%2C")

// Tag returns the tag of a series' lines, as the package documentation describes it. Different series have different
// tags.
func Tag(s *metrics.Series) string {
	return escape.Replace(s.ID()) // which has no other white space or control characters
}
