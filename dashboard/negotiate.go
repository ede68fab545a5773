package dashboard

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
)

// format is the form of an answer.
type format uint8

const (
	formatExposition format = iota // that form of the exposition which the Accept header prefers
	formatPrometheus               // Prometheus text
	formatOpenMetrics
	formatJSON
	formatPrettyJSON
	formatText
	formatHTML
	formatCSV
)

// formats are the values of format= in the query string, listed for people in formatNames.
var formats = map[string]format{
	"html":        formatHTML,
	"json":        formatJSON,
	"prettyjson":  formatPrettyJSON,
	"prometheus":  formatPrometheus,
	"openmetrics": formatOpenMetrics,
	"text":        formatText,
	"csv":         formatCSV,
}

const formatNames = "html, json, prettyjson, prometheus, openmetrics, text, csv"

// offers are the types that can be had, those first that are preferred when a client does not care.
var offers = []struct {
	mediaType string
	format    format
}{
	{"text/plain", formatExposition},
	{"application/json", formatJSON},
	{"text/html", formatHTML},
	{"application/openmetrics-text", formatExposition},
}

// negotiate chooses the format that an Accept header prefers: by quality, then by how exactly the type is named, then
// by order. It is the exposition when nothing is accepted: a wrong format tells more than an empty 406. A request
// for a page gets a page if the client does not care.
func negotiate(accept string, page bool) format {
	ranges := parseRanges(accept)
	best, chosen := match{}, formatExposition
	if page {
		chosen = formatHTML
	}
	for _, offer := range offers {
		m := matchRanges(ranges, offer.mediaType)
		if page && offer.format == formatHTML && m.exactness < exactly {
			m.order = -1 // before the other offers of the same wildcard
		}
		if m.better(best) {
			best, chosen = m, offer.format
		}
	}
	return chosen
}

// match is how well a type is accepted. The zero match is not at all.
type match struct {
	quality   float64
	exactness int
	order     int // in the header
}

// How exactly a header names a type.
const (
	anything = iota + 1 // */*
	kindOnly            // text/*
	exactly             // text/html
)

func (m match) better(than match) bool {
	if m.quality == 0 {
		return false
	}
	return cmp.Or(cmp.Compare(m.quality, than.quality), cmp.Compare(m.exactness, than.exactness), cmp.Compare(than.order, m.order)) > 0
}

// matchRanges returns the match of a type with the range that names it most exactly; of several such, the best.
func matchRanges(ranges []mediaRange, mediaType string) match {
	var found match
	for i, r := range ranges {
		m := match{quality: r.quality, exactness: r.covers(mediaType), order: i}
		if m.exactness > found.exactness || m.exactness == found.exactness && m.quality > found.quality {
			found = m
		}
	}
	return found
}

// mediaRange is an element of an Accept or Accept-Encoding header.
type mediaRange struct {
	name    string // in lower case
	quality float64
}

// covers returns how exactly the range names a type, 0 if it does not.
func (r mediaRange) covers(mediaType string) int {
	kind, _, _ := strings.Cut(mediaType, "/")
	switch r.name {
	case mediaType:
		return exactly
	case kind + "/*":
		return kindOnly
	case "*/*":
		return anything
	}
	return 0
}

// parseRanges reads the elements of a header.
func parseRanges(header string) []mediaRange {
	var out []mediaRange
	for element := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(element, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "" {
			out = append(out, mediaRange{name, parseQuality(parameters)})
		}
	}
	return out
}

// parseQuality takes what is not a number from 0 to 1 for the default, which is 1.
func parseQuality(parameters string) float64 {
	for p := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(strings.TrimSpace(key), "q") {
			if q, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && q >= 0 && q <= 1 {
				return q
			}
		}
	}
	return 1
}

// acceptsGzip reports whether an answer may be compressed.
func acceptsGzip(r *http.Request) bool {
	accepted := false
	for _, e := range parseRanges(strings.Join(r.Header.Values("Accept-Encoding"), ",")) {
		switch e.name {
		case "gzip", "x-gzip":
			return e.quality > 0
		case "*":
			accepted = e.quality > 0
		}
	}
	return accepted
}
