package file

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"sync"
)

const (
	defaultMaxBytes = 64 << 20
	defaultKeep     = 5
)

// RotateOptions configure a RotatedFile. A nil *RotateOptions and zero fields mean the defaults.
type RotateOptions struct {
	// MaxBytes is the size that a file may reach. A longer single write gets a file of its own. Default: 64 MiB.
	MaxBytes int64

	// Keep is how many full files stay beside the one being written. Default: 5; a negative number keeps none.
	Keep int

	// Mode is the permissions of a new file, before the umask. Default: 0644.
	Mode fs.FileMode
}

// A RotatedFile is a file for lines that begins anew when it is full: PATH becomes PATH.1, that becomes PATH.2, and the
// oldest one is removed. It follows the path when something else moves or removes the file, as logrotate does. It
// is an io.WriteCloser, safe for concurrent use, but not for several processes.
type RotatedFile struct {
	path    string
	options RotateOptions

	mu     sync.Mutex
	file   *os.File // nil until the next write opens it
	closed bool
}

// Rotate returns the rotated file at path. Nothing is opened before the first write, so that a disk that is not ready
// yet delays nothing else.
func Rotate(path string, o *RotateOptions) *RotatedFile {
	var options RotateOptions
	if o != nil {
		options = *o
	}
	if options.MaxBytes <= 0 {
		options.MaxBytes = defaultMaxBytes
	}
	if options.Keep == 0 {
		options.Keep = defaultKeep
	}
	options.Keep = max(options.Keep, 0)
	if options.Mode.Perm() == 0 {
		options.Mode = defaultMode
	}
	return &RotatedFile{path: path, options: options}
}

// Name returns the path of the file being written.
func (r *RotatedFile) Name() string { return r.path }

// Close closes the file. Writes fail from then on.
func (r *RotatedFile) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return r.release()
}

// Write appends lines, all in one file. After an error, such as a full disk, the file is as it was before, as far as
// the system allows: n tells how much of p is in it. A line that a crash has broken off is ended first.
func (r *RotatedFile) Write(p []byte) (n int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return 0, fmt.Errorf("%s: %w", r.path, os.ErrClosed)
	}
	size, err := r.room(int64(len(p)))
	if err != nil {
		return 0, err
	}
	n, err = r.file.Write(p)
	if err != nil && n > 0 && r.file.Truncate(size) == nil {
		n = 0
	}
	return n, err
}

// room makes sure that the file is open and has room for n bytes, and returns its size.
func (r *RotatedFile) room(n int64) (size int64, err error) {
	size, err = r.open()
	if err != nil || size == 0 || size+n <= r.options.MaxBytes {
		return size, err
	}
	if err := r.rotate(); err != nil {
		return 0, fmt.Errorf("rotate %s: %w", r.path, err)
	}
	return r.open()
}

// open makes sure that the file at the path is open and ends with a whole line.
func (r *RotatedFile) open() (size int64, err error) {
	if r.file != nil && !r.inPlace() {
		_ = r.release() // each write to it was answered for
	}
	if r.file == nil {
		if r.file, err = os.OpenFile(r.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, r.options.Mode.Perm()); err != nil {
			r.file = nil
			return 0, err
		}
		if err := endLine(r.file); err != nil {
			return 0, errors.Join(err, r.release())
		}
	}
	info, err := r.file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// inPlace reports whether the open file is still the one at the path.
func (r *RotatedFile) inPlace() bool {
	there, err := os.Stat(r.path)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	own, err := r.file.Stat()
	return err == nil && os.SameFile(own, there)
}

// endLine ends a last line that was broken off.
func endLine(f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return err
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], info.Size()-1); err != nil || last[0] == '\n' {
		return err
	}
	_, err = io.WriteString(f, "\n")
	return err
}

// rotate moves each file to the next number.
func (r *RotatedFile) rotate() error {
	if err := r.release(); err != nil {
		return err
	}
	for n := r.options.Keep + 1; os.Remove(r.numbered(n)) == nil; n++ {
	} // of a time when more were kept
	for n := r.options.Keep - 1; n >= 0; n-- {
		if err := os.Rename(r.numbered(n), r.numbered(n+1)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if r.options.Keep == 0 {
		return os.Remove(r.path)
	}
	return nil
}

func (r *RotatedFile) numbered(n int) string {
	if n == 0 {
		return r.path
	}
	return r.path + "." + strconv.Itoa(n)
}

func (r *RotatedFile) release() error {
	if r.file == nil {
		return nil
	}
	err := r.file.Close()
	r.file = nil
	return err
}
