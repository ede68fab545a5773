package file

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/binnacle-go/metrics/reporters"
)

// classify marks the errors that no repetition mends: something that was closed for good, and a file too large for its
// file system. All else, from a full disk to a missing folder, may be mended by whoever looks after the machine.
func classify(err error) error {
	for _, final := range []error{os.ErrClosed, io.ErrClosedPipe, syscall.EPIPE, syscall.EFBIG} {
		if errors.Is(err, final) {
			return fmt.Errorf("%w: %w", reporters.ErrRejected, err)
		}
	}
	return err
}
