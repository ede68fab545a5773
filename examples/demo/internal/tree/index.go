package tree

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"
)

// Run walks the tree at once and then again whenever the interval has passed, until ctx is done.
func (t *Tree) Run(ctx context.Context, interval time.Duration) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if err := t.refresh(ctx); err != nil && ctx.Err() == nil {
			slog.Error("cannot list the source tree; the former list stays in use", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Files returns the files that can be searched, sorted by path. It waits for the first walk, at most until ctx is
// done. The slice must not be changed.
func (t *Tree) Files(ctx context.Context) ([]File, error) {
	select {
	case <-t.ready:
		return *t.index.Load(), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("the source tree has not been listed yet: %w", context.Cause(ctx))
	}
}

// refresh replaces the list by that of a new walk.
func (t *Tree) refresh(ctx context.Context) error {
	t.metrics.walking(t.index.Load() != nil)
	err := t.metrics.walk.Do(ctx, func(ctx context.Context) error {
		files, large, err := t.walk(ctx)
		if err != nil {
			return err
		}
		t.index.Store(&files)
		t.metrics.listed(len(files), large)
		t.isReady.Do(func() { close(t.ready) })
		return nil
	})
	t.metrics.walked(err)
	return err
}

// walk lists the regular files; those too large to search are only counted. What cannot be read below the root,
// or vanishes meanwhile, is passed over, and so are hidden directories.
func (t *Tree) walk(ctx context.Context) (files []File, large int, err error) {
	err = fs.WalkDir(t.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case name == ".":
			return err
		case err != nil:
			return nil
		case d.IsDir() && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		switch {
		case err != nil:
		case info.Size() > MaxFileSize:
			large++
		default:
			files = append(files, File{name, info.Size(), info.ModTime().UnixNano()})
		}
		return nil
	})
	sortFiles(files)
	return files, large, err
}
