package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/binnacle-go/metrics"
)

const defaultMode = 0o644

// Write puts a snapshot into a file at once, for instance to look into a crash later: by the same atomic rename as a
// [Reporter], and always forced to the disk. A new file may be read by everybody; one that is there keeps its
// permissions. After an error the file is as it was before.
func Write(path string, s *metrics.Snapshot, f Format) error {
	err := f.check()
	if err == nil {
		err = replace(path, newEncoder(f.of(path)).encode(s), defaultMode, true)
	}
	if err != nil {
		return fmt.Errorf("write a snapshot to %s: %w", path, err)
	}
	return nil
}

// replace puts body in the place of a file by renaming, so that whoever opens it finds all of the old or all of the
// new one.
func replace(path string, body []byte, mode fs.FileMode, sync bool) error {
	path, mode, err := target(path, mode)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, ".binnacle-*") // which no collector of *.prom takes for its own
	if err != nil {
		return err
	}
	err = fill(f, body, mode, sync)
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	if sync {
		return syncFolder(folder)
	}
	return nil
}

// target returns the file that a path leads to, through links, and the mode that it is to have.
func target(path string, mode fs.FileMode) (string, fs.FileMode, error) {
	end, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, mode, nil
	}
	if err != nil {
		return "", 0, err
	}
	info, err := os.Stat(end)
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("%s is not a regular file, and replacing it would remove it: choose another path, or write lines to it", end)
	}
	return end, info.Mode().Perm(), nil
}

// fill writes the whole file and closes it.
func fill(f *os.File, body []byte, mode fs.FileMode, sync bool) error {
	_, err := f.Write(body)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil && sync {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncFolder makes a rename survive a loss of power. Windows has no such thing.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}
