package view

import "github.com/binnacle-go/metrics/reporters"

// A Reporter sends what a registry holds somewhere. A *reporters.Runner is one.
type Reporter interface {
	Health() reporters.Health
	Preview() (reporters.Preview, error)
}

// healths are how the reporters fare.
func (b *builder) healths() []reporters.Health {
	if b.Reporters == nil {
		return nil
	}
	var out []reporters.Health
	for _, r := range b.Reporters() {
		out = append(out, r.Health())
	}
	return out
}
