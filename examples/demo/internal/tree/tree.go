// Package tree gives read access to a directory of source files: a list of them that is kept fresh, and their
// contents through a bounded cache. Nothing outside the directory can be reached.
package tree

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/binnacle-go/metrics"
)

// Why something that exists is not read.
var (
	ErrNotRegular   = errors.New("is not a regular file")
	ErrNotDirectory = errors.New("is not a directory")
	ErrTooLarge     = fmt.Errorf("is larger than %d bytes", MaxFileSize)
	ErrBinary       = errors.New("is not a text")
)

// A Tree is a directory of source files. Its methods may be called from any goroutine.
type Tree struct {
	root    *os.Root
	index   atomic.Pointer[[]File] // nil until the first walk is done
	ready   chan struct{}          // closed when index is set
	isReady sync.Once
	cache   *cache
	metrics *instruments
}

// Open opens the directory and makes its instruments on scope. It reads nothing yet: see [Tree.Run].
// The cache keeps at most cacheSize bytes of content.
func Open(dir string, cacheSize int64, scope *metrics.Scope) (*Tree, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	t := &Tree{root: root, ready: make(chan struct{})}
	t.metrics = newInstruments(scope, t)
	t.cache = newCache(cacheSize, t.metrics.evicted)
	return t, nil
}

// Close closes the directory. Files that are being read are read to their end.
func (t *Tree) Close() error { return t.root.Close() }

// Root returns the directory's path.
func (t *Tree) Root() string { return t.root.Name() }

// Open returns the content of the file at a slash-separated path below the root. The content must not be changed.
// A path that is not there, or leads out of the tree, gives an [fs.ErrNotExist].
func (t *Tree) Open(_ context.Context, name string) ([]byte, error) {
	info, err := t.stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, pathError("open", name, ErrNotRegular)
	}
	content, err := t.Content(File{name, info.Size(), info.ModTime().UnixNano()})
	return content, pathError("open", name, err)
}

// List returns the entries of the directory at a path below the root, in the order of their names.
func (t *Tree) List(name string) ([]fs.DirEntry, error) {
	info, err := t.stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, pathError("list", name, ErrNotDirectory)
	}
	entries, err := fs.ReadDir(t.root.FS(), name)
	return entries, pathError("list", name, err)
}

func (t *Tree) stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, pathError("open", name, fs.ErrNotExist)
	}
	info, err := t.root.Stat(name)
	if err != nil && nothingThere(err) {
		err = fs.ErrNotExist
	}
	return info, pathError("open", name, err)
}

// nothingThere reports whether err means that no such file can exist. That a path leads out of the root is not an
// error of the operating system, all others are.
func nothingThere(err error) bool {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return true
	}
	switch number {
	case syscall.ENOTDIR, syscall.ENAMETOOLONG, syscall.ELOOP, syscall.EINVAL:
		return true
	}
	return errors.Is(number, fs.ErrNotExist)
}

// pathError lets an error speak of the path below the root only.
func pathError(op, name string, err error) error {
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
