package exposition

import "github.com/binnacle-go/metrics"

// A metricType is a type of metric family with the conventions for its names.
type metricType struct {
	typeName [syntaxes]string // on the TYPE line
	suffix   string           // of samples, where it is the same for all of them
	samples  []string         // all suffixes of samples, those that OpenMetrics reserves included
}

var (
	typeCounter   = metricType{[syntaxes]string{"counter", "counter"}, "_total", []string{"_total", "_created"}}
	typeGauge     = metricType{[syntaxes]string{"gauge", "gauge"}, "", []string{""}}
	typeHistogram = metricType{[syntaxes]string{"histogram", "histogram"}, "", []string{"_bucket", "_sum", "_count", "_created"}}
	typeStateSet  = metricType{[syntaxes]string{"gauge", "stateset"}, "", []string{""}}
	typeInfo      = metricType{[syntaxes]string{"gauge", "info"}, "_info", []string{"_info"}}
)

// A role is one metric family that a kind of instrument becomes.
type role struct {
	metricType
	infix string // what is added to the name
	unit  unitUse
	help  string // what is added to the help text
	write func(*writer, *family, *part, *member, *metrics.Series)
	value func(*metrics.Series) float64 // the same as a number; nil where it is more than one
}

func countOf(s *metrics.Series) float64    { return float64(s.Count) }
func valueOf(s *metrics.Series) float64    { return s.Value }
func maxOf(s *metrics.Series) float64      { return s.Dist.Max() }
func errorsOf(s *metrics.Series) float64   { return float64(s.Errors) }
func clampedOf(s *metrics.Series) float64  { return float64(s.Low + s.High) }
func rejectedOf(s *metrics.Series) float64 { return float64(s.Rejected) }

// unitUse says which unit is part of a name.
type unitUse uint8

const (
	unitNone unitUse = iota
	unitOwn          // that of the instrument
	unitSeconds
)

var distributionRole = role{metricType: typeHistogram, unit: unitOwn, write: (*writer).writeHistogram}

var maxRole = role{
	metricType: typeGauge, infix: "_max", unit: unitOwn,
	help: "largest observation", write: (*writer).writeMax, value: maxOf,
}

// rolesOf are the metric families of each kind.
var rolesOf = map[metrics.Kind][]role{
	metrics.KindCounter: {{metricType: typeCounter, unit: unitOwn, write: (*writer).writeCount, value: countOf}},
	metrics.KindMeter:   {{metricType: typeCounter, unit: unitOwn, write: (*writer).writeCount, value: countOf}},
	metrics.KindGauge:   {{metricType: typeGauge, unit: unitOwn, write: (*writer).writeValue, value: valueOf}},
	metrics.KindTimer: {
		distributionRole,
		maxRole,
		{metricType: typeCounter, infix: "_errors", help: "failed calls", write: (*writer).writeErrors, value: errorsOf},
	},
	metrics.KindHistogram: {
		distributionRole,
		maxRole,
		{metricType: typeCounter, infix: "_clamped", help: "observations counted at an end of the range", write: (*writer).writeClamped, value: clampedOf},
		{metricType: typeCounter, infix: "_rejected", help: "observations that were not numbers", write: (*writer).writeRejected, value: rejectedOf},
	},
	metrics.KindState: {
		{metricType: typeStateSet, write: (*writer).writeStates},
		{metricType: typeCounter, unit: unitSeconds, help: "time in each state", write: (*writer).writeStateTimes},
	},
	metrics.KindText: {{metricType: typeInfo, write: (*writer).writeText}},
}

// ownLabels are the label keys that this package writes itself, by kind. A state's depend on its name.
var ownLabels = map[metrics.Kind][]string{
	metrics.KindTimer:     {"le"},
	metrics.KindHistogram: {"le"},
	metrics.KindText:      {"value"},
}
