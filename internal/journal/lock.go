package journal

import "errors"

// ErrLocked says that another process, or another Journal of this one, writes the same file.
var ErrLocked = errors.New("another process writes it: give each process a file of its own")
