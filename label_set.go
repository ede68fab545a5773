package metrics

import (
	"encoding/binary"
	"sync/atomic"
)

// labelSet is the labels of an entry, and what else not every entry needs.
type labelSet struct {
	key    string                 // encodes those that tell it from others of its name
	all    []Label                // sorted, with those of the registry
	closed atomic.Bool            // the entry is no longer in the tree
	moved  atomic.Pointer[Series] // what of the entry's counts has expired; the overflow series has it now
}

// list returns all labels; the nil set has none.
func (l *labelSet) list() []Label {
	if l == nil {
		return nil
	}
	return l.all
}

// newLabelSet returns the set of sorted labels and those of the registry. The values are cut out of the key, so that a
// value that was itself cut out of something large does not keep that in memory.
func newLabelSet(registry, labels []Label, key string) *labelSet {
	own := make([]Label, len(labels))
	at := 0
	for i, l := range labels {
		at += sizeWithLength(l.Key) + sizeWithLength(l.Value)
		own[i] = Label{Key: l.Key, Value: key[at-len(l.Value) : at]}
	}
	return &labelSet{key: key, all: mergeLabels(registry, own)}
}

// labelKey encodes sorted labels so that no two sets share a key, whatever bytes they hold.
func labelKey(labels []Label) string {
	if len(labels) == 0 {
		return ""
	}
	var b []byte
	for _, l := range labels {
		b = appendSized(appendSized(b, l.Key), l.Value)
	}
	return string(b)
}

func sizeWithLength(s string) int {
	var length [binary.MaxVarintLen64]byte
	return binary.PutUvarint(length[:], uint64(len(s))) + len(s)
}

func appendSized(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
