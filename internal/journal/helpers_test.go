package journal_test

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

const headerSize = 16

func boxPath(t testing.TB) string { return filepath.Join(t.TempDir(), "app.box") }

func mustOpen(t testing.TB, path string) (*journal.Journal, *journal.Contents) {
	t.Helper()
	j, c, err := journal.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j, c
}

func mustAppend(t testing.TB, j *journal.Journal, payloads ...[]byte) {
	t.Helper()
	for _, p := range payloads {
		if err := j.Append(p); err != nil {
			t.Fatal(err)
		}
	}
}

func mustRead(t testing.TB, path string) *journal.Contents {
	t.Helper()
	c, err := journal.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// payloads are n frames of different lengths and bytes.
func payloads(n int) [][]byte {
	var out [][]byte
	for i := range n {
		out = append(out, bytes.Repeat([]byte{byte('a' + i)}, i*7%11))
	}
	return out
}

// file returns the bytes of a file with these frames, and where each of them ends.
func file(t testing.TB, payloads [][]byte) (data []byte, ends []int) {
	t.Helper()
	path := boxPath(t)
	j, _ := mustOpen(t, path)
	for _, p := range payloads {
		mustAppend(t, j, p)
		ends = append(ends, int(j.Size()))
	}
	j.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, ends
}

func write(t testing.TB, data []byte) (path string) {
	t.Helper()
	path = boxPath(t)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func equal(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }

func seq(payloads ...[]byte) iter.Seq[[]byte] { return slices.Values(payloads) }

func numbered(n int) []byte { return fmt.Appendf(nil, "frame %d", n) }

// beside are the names of the files in the folder of a file, without it.
func beside(t testing.TB, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Name() != filepath.Base(path) {
			out = append(out, e.Name())
		}
	}
	return out
}
