package journal

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

// renamesOpen says that a file cannot be renamed, or replaced, while it is open.
var renamesOpen = false

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

const (
	lockExclusiveNow = 0x3 // LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY

	errorLockViolation = syscall.Errno(33)
)

// lock takes the exclusive lock of a file, which ends when the file is closed or its process ends. What is locked is
// one byte far behind the end, because others could not read what is.
func lock(f *os.File) error {
	at := syscall.Overlapped{OffsetHigh: 0x4000_0000}
	ok, _, err := lockFileEx.Call(f.Fd(), lockExclusiveNow, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, errorLockViolation):
		return ErrLocked
	}
	return os.NewSyscallError("LockFileEx", err)
}

// syncDir does nothing: NTFS keeps a journal of its own for renames.
func syncDir(string) error { return nil }
