package history

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/history/internal/column"
	"github.com/binnacle-go/metrics/internal/journal"
)

// A File is the history that a black box held when it was opened: the past of a program that may be dead. It is safe
// for concurrent use, and never changes.
//
// Its totals are of all that is kept, and begin when that does. They hold the series of the last sample. The moving
// rates of meters are not kept: they are NaN.
type File struct {
	reader
	path   string
	size   int64
	damage error
}

var _ Reader = (*File)(nil)

// Open reads a black box, the file that [Options] name, also while a program writes it. It takes memory in proportion to
// the file. What is intact of a damaged file is read, and [File.Stats] tells what is wrong with it.
func Open(path string) (*File, error) {
	contents, err := journal.Read(path)
	if err != nil {
		return nil, err
	}
	return newFile(path, contents)
}

func newFile(path string, contents *journal.Contents) (*File, error) {
	h, err := findHead(contents.Frames)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	f := &File{path: path}
	if contents.Damage != nil {
		f.damage = contents.Damage
	}
	for _, b := range contents.Frames {
		f.size += int64(len(b)) + journal.Overhead
	}
	f.reader.init(newArchive(h.resolutions, max(defaultMaxBytes, 4*int(f.size))))
	r := f.archive.restore(contents.Frames)
	if r.skipped > 0 {
		err := fmt.Errorf("history: %d of %d frames of the black box %s make no sense and are left out", r.skipped, len(contents.Frames), path)
		f.damage = errors.Join(f.damage, err)
	}
	f.show(r.known)
	return f, nil
}

// show makes the series of a layout the present ones.
func (f *File) show(l *layout) {
	v := f.archive.view.Load()
	total := &metrics.Snapshot{Start: v.begin(), Time: v.end()}
	var tracks []*track
	if l != nil {
		for _, ref := range l.refs {
			tracks = append(tracks, f.archive.dict.byRef[ref])
		}
	}
	series := func(t *track) metrics.Series { return metrics.Series{Name: t.name, Labels: t.labels} }
	slices.SortFunc(tracks, func(a, b *track) int {
		x, y := series(a), series(b)
		return compareSeries(&x, &y)
	})
	for _, t := range tracks {
		total.Series = append(total.Series, v.whole(t))
	}
	f.now.Store(&present{view: v, total: total, tracks: tracks})
}

// whole returns a series with all that is kept of it.
func (v *view) whole(t *track) metrics.Series {
	g := gatherers.Get().(*gatherer)
	defer g.free()
	g.begin(1)
	v.each(&g.decoder, t.ref, v.begin(), v.end(), func(_ int64, c *column.Cell) { g.add(0, c) })
	c := &g.end()[0]
	x := metrics.Series{
		Name: t.name, Labels: t.labels, Kind: t.kind, Unit: t.unit, Help: t.help, Count: c.Count, Errors: c.Errors,
		Low: c.Low, High: c.High, Rejected: c.Rejected, Text: c.Text, States: c.States, Dist: c.Spread.Distribution(nil),
	}
	switch t.kind {
	case metrics.KindGauge:
		if x.Value = c.Last; c.Span == 0 {
			x.Value = math.NaN()
		}
	case metrics.KindMeter:
		mean := float64(c.Count) / v.end().Sub(v.begin()).Seconds()
		x.Rates = &metrics.Rates{Mean: mean, M1: math.NaN(), M5: math.NaN(), M15: math.NaN()}
	case metrics.KindState:
		for _, s := range c.States {
			if s.Current {
				x.Text = s.State
			}
		}
	}
	return x
}

// Subscribe returns a channel on which nothing comes: a File does not go on.
func (f *File) Subscribe() (ticks <-chan Tick, cancel func()) { return make(chan Tick), func() {} }

// Stats tells what the file holds. Its MaxBytes is what the reading was bounded by, not the writing.
func (f *File) Stats() Stats {
	out := f.reader.stats()
	out.Box = Box{Path: f.path, Bytes: f.size, Damage: f.damage}
	return out
}

// Bounds returns the time that is kept, from the beginning of the oldest slot to the end of the newest one.
func (r *reader) Bounds() (from, to time.Time) {
	v := r.archive.view.Load()
	return v.begin(), v.end()
}
