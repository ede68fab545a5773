package reporters

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// open takes over what an earlier runner has left on disk.
func (r *Runner) open() {
	if r.options.SpoolDir == "" {
		return
	}
	d, left, err := openDisk(r.options.SpoolDir, r.name)
	r.disk = d
	if err != nil {
		err = fmt.Errorf("spool in %s: %w", r.options.SpoolDir, err)
	}
	if d != nil && err != nil { // damage, which is mended
		r.log.damaged(err)
		err = nil
	}
	r.diskFault(err)
	for _, q := range left {
		r.captures = max(r.captures, q.id)
	}
	r.gone(r.spool.recover(left))
}

// keep queues a batch, on disk too if there is one.
func (r *Runner) keep(tick time.Time, batch Batch) {
	r.captures++
	whole := &queued{id: r.captures, tick: tick, points: batch.Points, lines: batch.Lines, size: len(batch.Body), body: batch.Body}
	parts := whole.parts(batch.Limit)
	waits := r.disk != nil || !r.spool.idle() // else it leaves soon, and packing were in vain
	for i, q := range parts {
		if waits || i > 0 {
			q.pack()
		}
		if !q.packed {
			q.body = bytes.Clone(q.body) // without the slack of a buffer that grew, or the other parts
		}
		if r.disk != nil {
			err := r.disk.put(q)
			q.onDisk = err == nil
			r.diskFault(err)
		}
	}
	dropped, gone := r.spool.add(&batch, parts)
	if dropped > 0 {
		r.log.overflowed(&r.options)
	}
	r.gone(gone)
}

// gone notes on disk what need not be sent any more, and keeps the file from growing.
func (r *Runner) gone(ids []uint64) {
	if r.disk == nil {
		return
	}
	err := r.disk.done(ids)
	live, size := r.spool.live()
	if r.disk.full(size) {
		if err = r.disk.rewrite(live); err == nil {
			r.spool.safe(live)
		}
	}
	r.diskFault(err)
}

// diskFault shows that what is queued is not safe on disk, or that it is.
func (r *Runner) diskFault(err error) {
	r.spool.setDiskError(err)
	r.log.disk(err)
}

// closeDisk ends the use of the file, which holds nothing but what was not delivered.
func (r *Runner) closeDisk() {
	if r.disk == nil {
		return
	}
	live, _ := r.spool.live()
	if err := errors.Join(r.disk.rewrite(live), r.disk.close()); err != nil {
		r.diskFault(err)
	}
}
