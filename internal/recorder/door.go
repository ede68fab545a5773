package recorder

// Parts are what a distribution consists of.
type Parts struct {
	Counts   *Counts
	Mul, Div float64 // a step of the recorder is Mul/Div of the series' unit
	Min, Max int64   // steps
}

// Open and Make take a *metrics.Distribution apart and put one together, for the packages of this module that keep
// distributions in forms of their own. Package metrics sets them. Open of a nil one has no Counts; Make of parts
// without Counts returns a nil *metrics.Distribution.
var (
	Open func(distribution any) Parts
	Make func(Parts) (distribution any)
)

// Snapshot takes a *metrics.Snapshot of a *metrics.Registry. It may put the series into room, a []metrics.Series that nobody
// else holds. Package metrics sets it.
var Snapshot func(registry, room any) (snapshot any)
