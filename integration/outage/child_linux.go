package outage

import "syscall"

// bound lets the system kill a child whose parent has been killed: one that is stopped would not notice.
func bound() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
