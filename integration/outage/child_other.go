//go:build !linux

package outage

import "syscall"

// bound leaves it to the child to notice that its parent has gone, which one that is stopped does not.
func bound() *syscall.SysProcAttr { return nil }
