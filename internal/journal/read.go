package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Read returns what a file holds, also while another process writes it. It takes no lock. A damaged file gives its
// intact part and [Contents.Damage]; the error is for a file that cannot be read at all. It takes as much memory as the
// file is large, at most [MaxFile].
func Read(path string) (*Contents, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the journal: %w", err)
	}
	defer f.Close()
	c, _, err := load(f)
	if err == nil && c.Damage != nil {
		c, _, err = load(f) // maybe a frame was being taken back for want of space
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read journal %s: %w", path, err)
	}
	if c.Damage != nil {
		c.Damage.Path = path
	}
	return c, nil
}

// ReadFrom is as Read, from a stream of at most max bytes; zero stands for [MaxFile].
func ReadFrom(r io.Reader, max int64) (*Contents, error) {
	if max <= 0 {
		max = MaxFile
	}
	data, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the journal: %w", err)
	}
	if int64(len(data)) > max {
		return nil, fmt.Errorf("cannot read the journal: %w: at most %d bytes can be", ErrTooLarge, max)
	}
	c, _, err := scan(data)
	return c, err
}

// load reads a whole file.
func load(f *os.File) (c *Contents, good int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errNotRegular
	}
	if info.Size() > MaxFile {
		return nil, 0, fmt.Errorf("%w: %d bytes, of which at most %d can be read", ErrTooLarge, info.Size(), MaxFile)
	}
	data := make([]byte, info.Size())
	n, err := f.ReadAt(data, 0)
	if err != nil && !errors.Is(err, io.EOF) { // a file that is being cut meanwhile is shorter
		return nil, 0, err
	}
	return scan(data[:n])
}

var errNotRegular = errors.New("it is not a regular file: name another one")
