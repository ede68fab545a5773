package metrics

import "github.com/binnacle-go/metrics/internal/recorder"

// The doors by which packages of this module take distributions apart and put them together, and take snapshots that use
// room again.
func init() {
	recorder.Open = func(distribution any) recorder.Parts {
		d := distribution.(*Distribution)
		if d == nil {
			return recorder.Parts{}
		}
		return recorder.Parts{Counts: d.counts, Mul: d.scale.mul, Div: d.scale.div, Min: d.min, Max: d.max}
	}
	recorder.Make = func(p recorder.Parts) any {
		if p.Counts == nil {
			return (*Distribution)(nil)
		}
		return &Distribution{counts: p.Counts, scale: scale{mul: p.Mul, div: p.Div}, min: p.Min, max: p.Max}
	}
	recorder.Snapshot = func(registry, room any) any {
		return registry.(*Registry).tree.snapshot(room.([]Series))
	}
}
