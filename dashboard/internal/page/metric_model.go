package page

import "time"

// A Detail is what the page of one series has beside its row.
type Detail struct {
	Name    string // the last component
	Help    string
	Facts   []Fact
	Covers  string // the range of the charts
	Plots   []Plot // over time, the first of them large
	Step    time.Duration
	Tail    string // what they gained last; see Tail
	Heat    *Heat
	Curves  []Plot // of the distribution of the range
	Changes []Change
	Compare *Comparison
	Choices []Choice // of what to compare with
	From    time.Time
	To      time.Time
	Samples []Sample
	RollsUp []Crumb
	Stats   []Stat
	Heading string // of Stats
	Ranges  []Text // head its columns
	Slow    []SlowCall
	NoSlow  string // stands there when there are none; empty where there cannot be any
}

// A Stat is a statistic over several ranges.
type Stat struct {
	Name   string
	Values []Text
}

// A SlowCall is one of the slowest recent calls of a timer.
type SlowCall struct {
	End      time.Time
	Duration string
	Trace    string // its id, empty if it had none
	Attrs    string
	Err      string
}

// A Choice is one of several values of a parameter.
type Choice struct {
	Value string
	Name  string
}

// A Change is what a text became.
type Change struct {
	At    time.Time
	Text  string
	First bool // what it was before is not known
}

// A Sample is what the series is in some form for machines.
type Sample struct {
	Name string
	Note string
	Text string
}
