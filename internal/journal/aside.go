package journal

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// maxAside is how many files that were set aside are kept: the newest ones.
const maxAside = 3

const (
	aside       = ".damaged-"
	stampLayout = "20060102T150405.000000Z"
)

// forgetOldest removes the oldest of the files that were set aside if there are too many.
func forgetOldest(path string) error {
	dir, base := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base+aside) && e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	end := len(base + aside + stampLayout) // what follows is the number of one among those of the same second
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(strings.Compare(a[:min(end, len(a))], b[:min(end, len(b))]), cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	})
	for _, name := range names[:max(len(names)-maxAside, 0)] {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// giveOtherName gives a file a second name, so that the first can be taken by another file without a moment between.
// Where a file has one name only, it is renamed.
func giveOtherName(path string) (name string, err error) {
	stamp := path + aside + time.Now().UTC().Format(stampLayout)
	for i := range 1000 {
		name = stamp
		if i > 0 {
			name = fmt.Sprintf("%s-%d", stamp, i)
		}
		err = os.Link(path, name)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err == nil {
		return name, nil
	}
	if _, missing := os.Lstat(name); !errors.Is(missing, fs.ErrNotExist) {
		return "", err
	}
	return name, os.Rename(path, name)
}
