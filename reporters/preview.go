package reporters

import "time"

// A Preview is what a runner would send now.
type Preview struct {
	Tick      time.Time  // the timestamp it would have
	Body      []byte     // exactly what Send would be given; text for all backends with a text protocol
	Points    uint64     // in Body
	Decisions []Decision // for each series of the registry, in its order, whether it is reported and why
}

// A Decision says what the rules make of a series.
type Decision struct {
	Series   string // as metrics.Series.ID returns it
	Reported bool
	Rule     string // the rule that decided, as it was written; empty if none did

	Name      string // the name it is reported under, if a rule renames it
	RenamedBy string // that rule
	Clash     string // why it keeps its name although a rule renames it
}

// Preview returns what would be sent if the interval in progress ended now, and why. It sends and changes nothing, and
// costs about as much as a tick. The error is that of a rule or reporter that panics.
func (r *Runner) Preview() (Preview, error) {
	total := r.registry.Snapshot()
	r.encoding.Lock()
	defer r.encoding.Unlock()
	tick := tickAt(time.Now(), r.options.Interval).Add(r.options.Interval)
	batch, decisions, err := r.encodeInterval(tick, total)
	if err != nil {
		return Preview{}, err
	}
	for i := range decisions {
		decisions[i].Series = total.Series[i].ID()
	}
	return Preview{Tick: tick, Body: batch.Body, Points: batch.Points, Decisions: decisions}, nil
}
