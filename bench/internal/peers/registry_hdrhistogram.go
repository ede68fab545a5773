package peers

var hdrLibraries = []Library{{Name: HdrHistogram, Variant: "2 digits, 1 ns to 1 h", New: func() *Registry {
	timers := map[string]*lockedHdr{}
	return &Registry{
		Timer: func(name string) func(int64) {
			h := newLockedHdr(2)
			timers[name] = h
			return func(nanos int64) { check(h.h.RecordValue(nanos)) }
		},
	}
}}}
