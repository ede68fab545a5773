package exposition

// A Format is a form of exposition: a syntax, and how names are written that it does not allow. The zero Format is
// the text format 0.0.4 with underscores, which every scraper reads.
type Format struct {
	Syntax   Syntax
	Escaping Escaping
}

// A Syntax is one of the formats this package writes.
type Syntax uint8

const (
	Text004        Syntax = iota // the Prometheus text format, version 0.0.4
	OpenMetrics100               // the OpenMetrics text format, version 1.0.0
)

// An Escaping says what becomes of the characters of metric names and label keys beyond letters, digits and
// underscores. The schemes are those of Prometheus's content negotiation.
type Escaping uint8

const (
	Underscores Escaping = iota // each becomes an underscore
	Dots                        // a dot becomes _dot_, others and an underscore become two underscores
	Values                      // U__ goes before, each becomes its code point between underscores; reversible
	AllowUTF8                   // none changes: such names are quoted; for Prometheus 3 and later
)

const escapings = 4

var escapingNames = [escapings]string{"underscores", "dots", "values", "allow-utf-8"}

// String returns the scheme's name as headers have it, such as "allow-utf-8".
func (e Escaping) String() string {
	if e < escapings {
		return escapingNames[e]
	}
	return "unknown"
}

const syntaxes = 2

var mediaTypes = [syntaxes]string{"text/plain", "application/openmetrics-text"}

var versions = [syntaxes]string{"0.0.4", "1.0.0"}

// String returns the syntax's media type and version.
func (s Syntax) String() string {
	if s < syntaxes {
		return mediaTypes[s] + "; version=" + versions[s]
	}
	return "unknown"
}

// ContentType returns the value of the Content-Type header for an answer in this format.
func (f Format) ContentType() string {
	return f.Syntax.String() + "; charset=utf-8; escaping=" + f.Escaping.String()
}

func (f Format) valid() bool { return f.Syntax < syntaxes && f.Escaping < escapings }
