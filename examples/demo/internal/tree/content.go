package tree

import (
	"bytes"
	"errors"
	"io"
)

// sniffed is how many bytes at the start of a file decide whether it is a text.
const sniffed = 8000

// Content returns the content of a file, from the cache if it is there. The content must not be changed.
func (t *Tree) Content(f File) ([]byte, error) {
	if content, ok := t.cache.get(f); ok {
		t.metrics.hits.Inc()
		return textOnly(content)
	}
	t.metrics.misses.Inc()
	content, err := t.read(f)
	if err != nil {
		return nil, err
	}
	if isBinary(content) {
		content = bytes.Clone(content[:min(len(content), sniffed)]) // enough to know it again
	}
	t.metrics.size.Add(float64(t.cache.put(f, content)))
	return textOnly(content)
}

func textOnly(content []byte) ([]byte, error) {
	if isBinary(content) {
		return nil, ErrBinary
	}
	return content, nil
}

func (t *Tree) read(f File) ([]byte, error) {
	if f.Size > MaxFileSize {
		return nil, ErrTooLarge
	}
	file, err := t.root.Open(f.Path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content := make([]byte, f.Size)
	n, err := io.ReadFull(file, content)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // it has shrunk since it was listed
	}
	return content[:n], err
}

// isBinary reports whether content has a zero byte near its start, which no text has.
func isBinary(content []byte) bool {
	return bytes.IndexByte(content[:min(len(content), sniffed)], 0) >= 0
}
