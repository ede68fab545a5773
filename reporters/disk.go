package reporters

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/binnacle-go/metrics/internal/journal"
)

// slack is how much of a spool's file may be of no use any more, beside as much as is of use.
const slack = 1 << 20

// disk is the part of a spool that survives the program: a file with the batches and what became of them. It belongs
// to the runner's goroutine. What is on disk is read only at the start.
type disk struct {
	journal *journal.Journal
	frame   []byte
	faulty  bool // something that should be in the file is not
}

// openDisk opens a reporter's file and returns what an earlier runner has left there, oldest first. An error beside a
// disk tells of damage: what is intact was taken over, and the file set aside.
func openDisk(dir, reporter string) (d *disk, left []*queued, err error) {
	j, contents, err := journal.Open(filepath.Join(dir, fileName(reporter)), nil)
	if err != nil {
		return nil, nil, err
	}
	d = &disk{journal: j}
	left, bad := remaining(contents.Frames)
	if contents.Damage != nil {
		err = contents.Damage
	}
	if bad > 0 {
		name, fault := j.SetAside(d.frames(left))
		err = errors.Join(err, fmt.Errorf("%d frames make no sense; the file was set aside as %q", bad, name), fault)
	}
	return d, left, err
}

// fileName is made of the reporter's name, and differs where names differ.
func fileName(reporter string) string {
	clean := strings.Map(func(c rune) rune {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' {
			return c
		}
		return '_'
	}, reporter)
	sum := sha256.Sum256([]byte(reporter))
	return fmt.Sprintf("%.100s-%x.spool", clean, sum[:4])
}

// remaining returns the batches that are not done, and how many frames make no sense.
func remaining(frames [][]byte) (left []*queued, bad int) {
	done := map[uint64]bool{}
	var all []*queued
	for _, f := range frames {
		q, id, err := parseFrame(f)
		switch {
		case err != nil:
			bad++
		case q != nil:
			all = append(all, q)
		default:
			done[id] = true
		}
	}
	for _, q := range all {
		if !done[q.id] {
			left = append(left, q)
		}
	}
	return left, bad
}

// put writes a batch. A disk that has missed something misses more until rewrite.
func (d *disk) put(q *queued) error {
	d.frame = appendBatch(d.frame[:0], q)
	return d.append()
}

// done notes that captures need not be sent any more.
func (d *disk) done(ids []uint64) error {
	for _, id := range ids {
		d.frame = appendDone(d.frame[:0], id)
		if err := d.append(); err != nil {
			return err
		}
	}
	return nil
}

func (d *disk) append() error {
	err := d.journal.Append(d.frame)
	d.faulty = d.faulty || err != nil
	return err
}

// full reports whether the file should be rewritten, given what is of use in it.
func (d *disk) full(live int) bool {
	return d.faulty || d.journal.Size() > int64(2*live+slack)
}

// rewrite replaces the file by one with nothing but the given batches.
func (d *disk) rewrite(batches []*queued) error {
	err := d.journal.Rewrite(d.frames(batches))
	d.faulty = err != nil
	return err
}

func (d *disk) frames(batches []*queued) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for _, q := range batches {
			d.frame = appendBatch(d.frame[:0], q)
			if !yield(d.frame) {
				return
			}
		}
	}
}

func (d *disk) close() error { return d.journal.Close() }
