package dashboard

import (
	"net/http"
	"time"

	"github.com/binnacle-go/metrics/dashboard/internal/view"
	"github.com/binnacle-go/metrics/internal/window"
)

// comparison is the earlier range that a page is compared with.
type comparison struct {
	name  string        // as links write it; empty for none
	shift time.Duration // by how much it is earlier, 0 for the range right before
}

// parseComparison reads compare=: "previous", or by how much the other range is earlier.
func parseComparison(text string) (comparison, *httpError) {
	if text == "" || text == view.Previous {
		return comparison{name: text}, nil
	}
	shift, err := window.ParseSpan(text)
	if err != nil {
		return comparison{}, errorf(http.StatusBadRequest, `compare: %w, nor "previous" for the range right before`, err)
	}
	return comparison{shortSpan(shift), shift}, nil
}
