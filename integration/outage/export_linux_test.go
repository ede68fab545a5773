package outage

import (
	"fmt"
	"os"
	"syscall"
)

// StopChild starts a server, stops it, prints its process id and waits for the end.
func StopChild() error {
	c, err := newChild("carbon", os.TempDir())
	if err != nil {
		return err
	}
	if err := c.start(); err != nil {
		return err
	}
	if err := c.stop(); err != nil {
		return err
	}
	fmt.Println(c.process.Process.Pid)
	for { // the runtime's own signals end a pause
		_ = syscall.Pause()
	}
}
