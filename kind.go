package metrics

// Kind says what an instrument measures.
type Kind uint8

// The kinds of instruments.
const (
	KindCounter Kind = iota + 1
	KindGauge
	KindTimer
	KindHistogram
	KindMeter
	KindState
	KindText
)

var kindNames = [...]string{"unknown", "counter", "gauge", "timer", "histogram", "meter", "state", "text"}

// String returns the kind's name in lower case: "counter", "gauge" and so on.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}
