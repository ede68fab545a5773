package tree

import (
	"container/list"
	"sync"
)

// cache keeps the contents of files, least recently used dropped first, within a number of bytes.
// Its methods may be called from any goroutine.
type cache struct {
	limit int64
	evict func(bytes int64) // called for each entry that is dropped, with the lock held

	mu      sync.Mutex
	size    int64
	recent  *list.List // of *entry, the most recently used in front
	entries map[File]*list.Element
}

type entry struct {
	file    File
	content []byte
}

func newCache(limit int64, evict func(bytes int64)) *cache {
	return &cache{limit: limit, evict: evict, recent: list.New(), entries: map[File]*list.Element{}}
}

// get returns the content of this very version of the file.
func (c *cache) get(f File) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[f]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*entry).content, true
}

// put keeps the content and reports by how many bytes the cache grew before it dropped others.
// Content larger than the whole cache, or already kept, is not kept again.
func (c *cache) put(f File, content []byte) (grown int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	bytes := int64(len(content))
	if _, kept := c.entries[f]; kept || bytes > c.limit {
		return 0
	}
	c.entries[f] = c.recent.PushFront(&entry{f, content})
	c.size += bytes
	for c.size > c.limit {
		c.dropOldest()
	}
	return bytes
}

func (c *cache) dropOldest() {
	oldest := c.recent.Remove(c.recent.Back()).(*entry)
	delete(c.entries, oldest.file)
	c.size -= int64(len(oldest.content))
	c.evict(int64(len(oldest.content)))
}

// len returns the number of files kept.
func (c *cache) len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.entries)
}
