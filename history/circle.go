package history

// circle keeps the last values pushed, growing up to a size and then overwriting the oldest.
type circle[T any] struct {
	items []T
	head  int // the oldest, once the size is reached
}

func (c *circle[T]) push(v T, size uint64) {
	if uint64(len(c.items)) < size {
		c.items = append(c.items, v)
		return
	}
	c.items[c.head] = v
	c.head = (c.head + 1) % len(c.items)
}

func (c *circle[T]) len() uint64 { return uint64(len(c.items)) }

// at returns the i-th value from the oldest.
func (c *circle[T]) at(i uint64) T { return c.items[(uint64(c.head)+i)%c.len()] }
