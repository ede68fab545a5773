package page

import "time"

// A Detail is what the page of one series has beside its row.
type Detail struct {
	Name    string // the last component
	Help    string
	Facts   []Fact
	Index   int // as in Row
	Chart   *Spark
	Drawn   string        // what the chart is of
	Slot    time.Duration // that each of its places covers
	Until   time.Time     // when its last place ends
	Begin   string        // when it begins
	End     string        // when it ends
	Stats   []Stat
	Heading string // of Stats
	Ranges  []Text // head its columns
	Slow    []SlowCall
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
