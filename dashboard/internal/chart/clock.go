package chart

import "time"

// between are the distances of ticks on an axis of time.
var between = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 48 * time.Hour, 7 * 24 * time.Hour,
}

// clockSteps is how many steps an axis of time has at most: what has room on a narrow screen.
const clockSteps = 5

// corner is the part of the axis that belongs to the labels of the vertical one.
const corner = 0.04

// Clock returns the axis of a time: count values in equal steps, the first at from. Ticks are in the time's zone.
func Clock(from time.Time, step time.Duration, count int) Axis {
	a := Axis{First: float64(from.UnixMilli()) / 1e3, Step: step.Seconds(), Count: count}
	length := step * time.Duration(max(count-1, 1))
	distance := between[len(between)-1]
	for _, d := range between {
		if length/d <= clockSteps {
			distance = d
			break
		}
	}
	form := "15:04"
	switch {
	case distance < time.Minute:
		form = "15:04:05"
	case distance >= 24*time.Hour:
		form = "2 Jan"
	}
	_, offset := from.Zone()
	zone := time.Duration(offset) * time.Second
	for t := from.Add(zone).Truncate(distance).Add(-zone); ; t = t.Add(distance) {
		at := float64(t.Sub(from)) / float64(length)
		if at > 1 || len(a.Ticks) > 2*clockSteps {
			return a
		}
		if at >= corner {
			a.Ticks = append(a.Ticks, Tick{at, t.Format(form)})
		}
	}
}
