package view

import "github.com/binnacle-go/metrics/reporters"

// A Reporter sends what a registry holds somewhere. A *reporters.Runner is one.
type Reporter interface {
	Health() reporters.Health
	Preview() (reporters.Preview, error)
}
