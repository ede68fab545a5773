package journal

import "fmt"

// Append writes a frame behind the others, with one system call. When it fails, nothing of the frame stays, and the
// next call tries anew: on a full disk the frames that did not fit are missing, and nothing else. After [ErrLost] it
// keeps failing until Rewrite. It does not keep the payload.
func (j *Journal) Append(payload []byte) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.appendPayload(payload); err != nil {
		return fmt.Errorf("cannot write to journal %s: %w", j.path, err)
	}
	return nil
}

func (j *Journal) appendPayload(payload []byte) error {
	if len(payload) > MaxPayload {
		return fmt.Errorf("%w: a frame holds at most %d bytes, not %d", ErrTooLarge, MaxPayload, len(payload))
	}
	if err := j.check(); err != nil {
		return err
	}
	j.buf = appendFrame(j.buf[:0], payload)
	return j.append(j.buf)
}

// check finds out whether the file still is what it should be.
func (j *Journal) check() error {
	switch {
	case j.closed:
		return ErrClosed
	case j.f == nil:
		return ErrLost
	}
	info, err := j.stat()
	switch {
	case err != nil:
		return err
	case info.Size() < j.size:
		return ErrLost
	case info.Size() > j.size:
		j.dirty = true
	}
	return nil
}

// append writes whole frames, or the header, at the end of the good ones.
func (j *Journal) append(b []byte) error {
	if err := j.trim(); err != nil {
		return err
	}
	_, err := j.f.WriteAt(b, j.size)
	if err == nil && j.sync {
		err = j.f.Sync()
	}
	if err == nil {
		j.size += int64(len(b))
		return nil
	}
	j.dirty = true
	if cut := j.trim(); cut != nil {
		return fmt.Errorf("%w (and the part that was written stays until the next attempt: %w)", err, cut)
	}
	return err
}

// trim cuts off what stands behind the last good frame.
func (j *Journal) trim() error {
	if !j.dirty {
		return nil
	}
	if err := j.f.Truncate(j.size); err != nil {
		return err
	}
	j.dirty = false
	return nil
}
