package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// Options configure a Journal. A nil *Options and zero fields mean the defaults.
type Options struct {
	// Sync waits after each frame, and after each rename, until the disk has it. Without it what was appended survives
	// the end of the program, however sudden, but maybe not a power failure.
	Sync bool
}

// A Journal appends frames to a file. It is safe for concurrent use, and holds the lock of its file until Close.
type Journal struct {
	path string // links resolved
	sync bool

	mu     sync.Mutex
	f      *os.File // nil after Close, and where a file could not be opened again
	size   int64    // up to the end of the last good frame
	dirty  bool     // there may be something behind size
	buf    []byte
	closed bool
}

// ErrLost says that the file of a Journal was removed, replaced or cut by somebody else. [Journal.Rewrite] begins a
// new one.
var ErrLost = errors.New("the file was removed, replaced or cut by somebody else")

// ErrClosed says that a Journal was closed.
var ErrClosed = fmt.Errorf("the journal is closed: %w", os.ErrClosed)

// Open opens a file to append to, makes it if there is none, and returns what it held. A torn last frame is cut off. A
// damaged file is renamed to NAME.damaged-TIME, of which the three newest are kept, and a new one begins with its intact
// part: then the error is nil and [Contents.Damage] tells what happened. The error is [ErrLocked] when another process writes the file. The directory
// must exist.
func Open(path string, o *Options) (*Journal, *Contents, error) {
	j := &Journal{path: path, sync: o != nil && o.Sync}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		j.path = real
	}
	err := j.lockFile()
	var c *Contents
	if err == nil {
		c, err = j.begin()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("cannot open journal %s: %w", path, errors.Join(err, j.Close()))
	}
	return j, c, nil
}

// lockFile opens the file and locks it.
func (j *Journal) lockFile() error {
	for {
		f, err := openRegular(j.path)
		if err != nil {
			return err
		}
		if err := lock(f); err != nil {
			return errors.Join(err, f.Close())
		}
		if j.f = f; j.atPath() == nil {
			return nil
		}
		if err := j.release(); err != nil { // the file was replaced before it was locked
			return err
		}
	}
}

// openRegular opens a file for writing, or makes it. It does not touch anything but a regular file.
func openRegular(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}

// atPath returns ErrLost if the path does not lead to the open file.
func (j *Journal) atPath() error {
	_, err := j.stat()
	return err
}

func (j *Journal) stat() (os.FileInfo, error) {
	open, err := j.f.Stat()
	if err != nil {
		return nil, err
	}
	if named, err := os.Stat(j.path); err != nil || !os.SameFile(open, named) {
		return nil, ErrLost
	}
	return open, nil
}

// begin reads the file and makes it ready for appending.
func (j *Journal) begin() (*Contents, error) {
	if err := os.Remove(j.temporary()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err // left by a crash
	}
	c, good, err := load(j.f)
	switch {
	case errors.Is(err, ErrFormat), errors.Is(err, ErrVersion), errors.Is(err, ErrTooLarge):
		c = &Contents{Damage: &DamageError{Err: err}}
	case err != nil:
		return nil, err
	}
	if c.Damage != nil {
		c.Damage.Path = j.path
		c.Damage.SetAside, err = j.setAside(each(c.Frames))
		return c, err
	}
	j.size, j.dirty = good, true
	if good < int64(headerSize) {
		j.size = 0
		return c, j.append(appendHeader(nil))
	}
	return c, j.trim()
}

// Size returns the size of the file in bytes.
func (j *Journal) Size() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.size
}

// Close gives the file and its lock free. Closing twice does nothing.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	return j.release()
}

func (j *Journal) release() error {
	if j.f == nil {
		return nil
	}
	f := j.f
	j.f = nil
	return f.Close()
}
