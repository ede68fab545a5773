package exposition

import (
	"strconv"
	"strings"
)

// Negotiate returns the format that an Accept header prefers among those of this package, and its quality from 0 to
// 1, by which it can be compared with other forms of answer. An empty header accepts the text format. A quality of
// 0 means that the header accepts none of them; the format is then the text format, Prometheus's last resort.
func Negotiate(accept string) (Format, float64) {
	if strings.TrimSpace(accept) == "" {
		return Format{}, 1
	}
	var best offer
	ranges := strings.Split(accept, ",")
	for s := range Syntax(syntaxes) {
		if o := bestOffer(s, ranges); o.before(best) {
			best = o
		}
	}
	if best.quality == 0 {
		return Format{}, 0
	}
	return best.format, best.quality
}

// offer is a format with the place in the header that accepts it.
type offer struct {
	format   Format
	quality  float64
	fit      int // how closely the media range describes the format; 0 is not at all
	position int
}

// before reports whether o is preferred to p.
func (o offer) before(p offer) bool {
	switch {
	case o.quality != p.quality:
		return o.quality > p.quality
	case o.fit != p.fit:
		return o.fit > p.fit
	}
	return o.position < p.position
}

// bestOffer returns a syntax's offer by the closest media range, as HTTP has it; of equal ones the most wanted.
func bestOffer(s Syntax, ranges []string) offer {
	best := offer{position: len(ranges)}
	for i, text := range ranges {
		r := parseRange(text)
		o := offer{format: Format{Syntax: s, Escaping: r.escaping}, quality: r.quality, fit: r.fit(s), position: i}
		if o.fit > best.fit || o.fit == best.fit && o.fit > 0 && o.before(best) {
			best = o
		}
	}
	return best
}

// mediaRange is one element of an Accept header.
type mediaRange struct {
	mediaType string
	version   string
	escaping  Escaping
	quality   float64
}

func parseRange(text string) mediaRange {
	mediaType, rest, _ := strings.Cut(text, ";")
	r := mediaRange{mediaType: strings.ToLower(strings.TrimSpace(mediaType)), quality: 1}
	for p := range strings.SplitSeq(rest, ";") {
		key, value, _ := strings.Cut(p, "=")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "q":
			r.quality = parseQuality(value)
		case "version":
			r.version = value
		case "escaping":
			r.escaping = parseEscaping(value)
		}
	}
	return r
}

// parseQuality takes what is not a quality for the default: a scraper should get its answer.
func parseQuality(s string) float64 {
	q, err := strconv.ParseFloat(s, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 1
	}
	return q
}

func parseEscaping(s string) Escaping {
	for e, name := range escapingNames {
		if strings.EqualFold(s, name) {
			return Escaping(e)
		}
	}
	return Underscores
}

func (r mediaRange) fit(s Syntax) int {
	group, _, _ := strings.Cut(mediaTypes[s], "/")
	switch {
	case r.version != "" && r.version != versions[s]:
		return 0
	case r.mediaType == mediaTypes[s] && r.version != "":
		return 4
	case r.mediaType == mediaTypes[s]:
		return 3
	case r.mediaType == group+"/*":
		return 2
	case r.mediaType == "*/*", r.mediaType == "*":
		return 1
	}
	return 0
}
