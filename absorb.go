package metrics

import "github.com/binnacle-go/metrics/internal/recorder"

// recordInto counts all observations in a recorder of the same digits and steps. It is exact but for the extremes of an
// interval.
func (d *Distribution) recordInto(r *recorder.Recorder, low, high uint64) {
	reading := recorder.Reading{Low: low, High: high}
	if d != nil {
		reading.Counts, reading.Min, reading.Max = d.counts, d.min, d.max
	}
	r.Add(reading)
}
