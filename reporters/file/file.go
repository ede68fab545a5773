package file

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/binnacle-go/metrics/reporters"
)

// Options configure a Reporter. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Format is what the file holds. Default: Prometheus for a file called *.prom, else JSON.
	Format Format

	// Sync forces each file to the disk before it takes its place, and its place too, so that a delivery outlasts a
	// loss of power. That takes some milliseconds on most disks. Default: false, which outlasts a crash of the program.
	Sync bool

	// Mode is the permissions of a new file; one that is there keeps its own. Default: 0644, whatever the umask.
	Mode fs.FileMode
}

// A Reporter keeps one file up to date. It needs no Close and is safe for concurrent use.
type Reporter struct {
	path    string
	options Options
	encoder *encoder
	turn    turn
}

// New returns a reporter that replaces the file at path with each capture. The folder must exist; one that is missing
// or closed to the program shows as failing deliveries. It panics if there is no such format: that is a programming
// error.
func New(path string, o *Options) *Reporter {
	var options Options
	if o != nil {
		options = *o
	}
	if err := options.Format.check(); err != nil {
		panic(err.Error())
	}
	if options.Mode.Perm() == 0 {
		options.Mode = defaultMode
	}
	return &Reporter{path: path, options: options, encoder: newEncoder(options.Format.of(path)), turn: newTurn()}
}

// Name returns "file/" and the path.
func (r *Reporter) Name() string { return "file/" + r.path }

// Encode returns the whole file for one capture: the totals since the start. A point is a series.
func (r *Reporter) Encode(c *reporters.Capture) reporters.Batch {
	return reporters.Batch{Body: r.encoder.encode(c.Total), Points: uint64(len(c.Total.Series))}
}

// Send replaces the file. It returns nil when the new one has taken the place of the old one, and never later than ctx
// ends.
func (r *Reporter) Send(ctx context.Context, body []byte) error {
	return r.turn.do(ctx, body, func(body []byte) error {
		if err := replace(r.path, body, r.options.Mode.Perm(), r.options.Sync); err != nil {
			return fmt.Errorf("replace %s: %w", r.path, classify(err))
		}
		return nil
	})
}
