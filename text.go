package metrics

import "sync"

// A Text holds a short string, such as a version, a leader's name or the last error. It starts empty. It is safe
// for concurrent use; an update holds a lock for one assignment and allocates nothing.
type Text struct {
	mu sync.Mutex
	s  string
}

func makeText(_ *tree, id identity) *entry {
	c := newCell[Text](id)
	c.instrument = &c.value
	return &c.entry
}

// Set replaces the text. Any bytes are accepted.
func (t *Text) Set(s string) {
	t.mu.Lock()
	t.s = s
	t.mu.Unlock()
}

// Value returns the present text.
func (t *Text) Value() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.s
}

func (t *Text) read(s *Series, _ moment) { s.Text = t.Value() }
