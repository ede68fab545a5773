package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// giveOtherName gives a file a second name, so that the first can be taken by another file without a moment between.
// Where a file has one name only, it is renamed.
func giveOtherName(path string) (name string, err error) {
	stamp := path + ".damaged-" + time.Now().UTC().Format("20060102T150405Z")
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
