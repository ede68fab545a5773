package reporters

import (
	"fmt"
	"io"
)

// release closes what the reporter keeps from one delivery to the next, such as a connection. An attempt that the flush
// has not waited for ends first, as it may be using that.
func (r *Runner) release() {
	c, ok := r.reporter.(io.Closer)
	if !ok {
		return
	}
	if r.send.busy {
		go func() {
			<-r.send.results
			_ = c.Close() // nobody waits for what comes of it any more
		}()
		return
	}
	if err := c.Close(); err != nil && r.err == nil {
		r.err = fmt.Errorf("close reporter %s: %w", r.name, err)
	}
}
