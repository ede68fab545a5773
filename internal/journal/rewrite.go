package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// Rewrite replaces all frames by others. They are written to a new file beside the old one, which then takes its name:
// at no moment, and after no crash, is there no whole file. When it fails the old file stays, and can be appended to.
// A payload need only last until the next one is asked for. It also begins a new file after [ErrLost], unless another
// one has taken the name. It needs space for both files, and delays Append meanwhile.
func (j *Journal) Rewrite(frames iter.Seq[[]byte]) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.rewrite(frames, func() error { return nil }); err != nil {
		return fmt.Errorf("cannot rewrite journal %s: %w", j.path, err)
	}
	return nil
}

// SetAside is as Rewrite, and keeps the old file under another name, which it returns. The three files that were set
// aside last are kept. It is for frames that are intact
// and yet make no sense to their owner.
func (j *Journal) SetAside(frames iter.Seq[[]byte]) (name string, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return "", ErrClosed
	}
	name, err = j.setAside(frames)
	if err != nil {
		return "", fmt.Errorf("cannot set journal %s aside: %w", j.path, err)
	}
	return name, nil
}

func (j *Journal) setAside(frames iter.Seq[[]byte]) (name string, err error) {
	err = j.rewrite(frames, func() error {
		name, err = giveOtherName(j.path)
		return err
	})
	if err == nil {
		err = forgetOldest(j.path)
	}
	return name, err
}

// rewrite writes a new file, calls ready when it is whole, and puts it in the place of the old one.
func (j *Journal) rewrite(frames iter.Seq[[]byte], ready func() error) error {
	if err := j.mayReplace(); err != nil {
		return err
	}
	f, size, err := j.writeNew(frames)
	if err == nil {
		err = ready()
	}
	if err == nil {
		err = j.replace(f, size)
	}
	if err != nil && f != nil && f != j.f {
		return errors.Join(err, j.discard(f))
	}
	return err
}

// discard removes a new file that did not become the file. It may have been closed.
func (j *Journal) discard(f *os.File) error {
	if err := f.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	if err := os.Remove(j.temporary()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// mayReplace says why the file at the path must not be replaced.
func (j *Journal) mayReplace() error {
	if j.closed {
		return ErrClosed
	}
	if j.f == nil {
		return j.lockFile() // it could not be opened again after the last rewrite
	}
	if j.atPath() == nil {
		return nil
	}
	if _, err := os.Lstat(j.path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: move what is there now away", ErrLost)
	}
	return nil
}

// temporary is the name of the new file while it is written. Only who holds the lock uses it.
func (j *Journal) temporary() string { return j.path + ".tmp" }

// writeNew writes and locks a new file.
func (j *Journal) writeNew(frames iter.Seq[[]byte]) (f *os.File, size int64, err error) {
	if f, err = j.newFile(); err != nil {
		return nil, 0, err
	}
	if err := lock(f); err != nil {
		return f, 0, err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	b := appendHeader(nil)
	n, err := w.Write(b)
	size = int64(n)
	for payload := range frames {
		if err != nil {
			break
		}
		if len(payload) > MaxPayload {
			return f, 0, fmt.Errorf("%w: a frame holds at most %d bytes, not %d", ErrTooLarge, MaxPayload, len(payload))
		}
		b = appendFrame(b[:0], payload)
		n, err = w.Write(b)
		size += int64(n)
	}
	err = errors.Join(err, w.Flush())
	if j.sync {
		err = errors.Join(err, f.Sync())
	}
	return f, size, err
}

// newFile makes the temporary file. It may be read by whom the old one could be read by.
func (j *Journal) newFile() (*os.File, error) {
	if err := os.Remove(j.temporary()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := os.OpenFile(j.temporary(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if old, err := j.f.Stat(); err == nil && old.Mode().Perm() != 0o600 {
		f.Chmod(old.Mode().Perm()) //nolint:errcheck // on a file system without permissions there is none to keep
	}
	return f, nil
}

// replace gives the new file the name of the old one, and goes on with it.
func (j *Journal) replace(f *os.File, size int64) error {
	if !renamesOpen {
		return j.replaceClosed(f, size)
	}
	if err := os.Rename(j.temporary(), j.path); err != nil {
		return err
	}
	old := j.release()
	j.f, j.size, j.dirty = f, size, false
	return errors.Join(old, j.syncDir())
}

// replaceClosed is replace where open files cannot be renamed.
func (j *Journal) replaceClosed(f *os.File, size int64) error {
	if err := errors.Join(f.Close(), j.release()); err != nil {
		return err
	}
	renamed := os.Rename(j.temporary(), j.path)
	if renamed == nil {
		j.size, j.dirty = size, false
	}
	return errors.Join(renamed, j.lockFile(), j.syncDir())
}

func (j *Journal) syncDir() error {
	if !j.sync {
		return nil
	}
	return syncDir(filepath.Dir(j.path))
}

// each yields the elements of a slice.
func each(frames [][]byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, b := range frames {
			if !yield(b) {
				return
			}
		}
	}
}
