package outage

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// A fault is one outage.
type fault struct {
	after time.Duration // of working
	kill  bool          // else it is stopped
	lasts time.Duration
}

func (f fault) String() string {
	what := "stopped"
	if f.kill {
		what = "killed"
	}
	return fmt.Sprintf("%s after %v for %v", what, f.after.Round(time.Millisecond), f.lasts.Round(time.Millisecond))
}

// faults returns the outages, both kinds of them, the same for the same seed. About half the time the server works.
func (o *Options) faults() (all []fault) {
	if o.Down > 0 {
		return []fault{{after: 2 * o.Interval, kill: o.Seed%2 == 1, lasts: time.Duration(o.Down) * o.Interval}}
	}
	total := time.Duration(o.Ticks) * o.Interval
	random := rand.New(rand.NewPCG(o.Seed, 6))
	longest := max(total/10, 4*o.Interval)
	some := func() time.Duration { return longest/10 + time.Duration(random.Int64N(int64(longest*9/10))) }
	for left := total; left > 0; {
		f := fault{after: some(), kill: len(all)%2 == 0, lasts: some()}
		left -= f.after + f.lasts
		if left > 0 {
			all = append(all, f)
		}
	}
	return all
}

// strike makes an outage, and returns when the server works again.
func (c *child) strike(f fault) error {
	time.Sleep(f.after)
	down, up := c.stop, c.resume
	if f.kill {
		down, up = c.kill, c.start
	}
	if err := down(); err != nil {
		return err
	}
	time.Sleep(f.lasts)
	return up()
}
