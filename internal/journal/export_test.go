package journal

// SetRenamesOpen makes rewriting go as where open files can be renamed, or cannot. It returns how it went before.
func SetRenamesOpen(can bool) (before bool) {
	before, renamesOpen = renamesOpen, can
	return before
}
