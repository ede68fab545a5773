package journal_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"runtime"
	"testing"

	"github.com/binnacle-go/metrics/internal/journal"
)

// head is the beginning of a frame that says it has this length.
func head(length uint32) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("\xf5\x9a\xc3\xb7"), length)
	b = append(b, "????"...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
}

func TestLengthAllocatesNothing(t *testing.T) {
	data, _ := file(t, payloads(3))
	for _, length := range []uint32{1 << 20, journal.MaxPayload, journal.MaxPayload + 1, 1 << 31, 1<<32 - 1, 1<<32 - 16} {
		bad := append(bytes.Clone(data), head(length)...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		c, err := journal.ReadFrom(bytes.NewReader(bad), 0)
		runtime.ReadMemStats(&after)
		if err != nil || len(c.Frames) != 3 {
			t.Error(length, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 100_000 {
			t.Errorf("a length of %d made the reader allocate %d bytes", length, grown)
		}
	}
}

// A file of heads that each tell of a long frame would take days if each was checked.
func TestTimeIsProportional(t *testing.T) {
	data, _ := file(t, payloads(3))
	bad := append(data, bytes.Repeat(head(15<<20), 32<<20/16)...)
	bad = append(bad, data[headerSize:]...)
	c, err := journal.ReadFrom(bytes.NewReader(bad), 0)
	if err != nil || len(c.Frames) < 3 || c.Damage == nil {
		t.Fatal(err, c)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

func TestSizeIsBounded(t *testing.T) {
	if _, err := journal.ReadFrom(endless{}, 1<<20); !errors.Is(err, journal.ErrTooLarge) {
		t.Error(err)
	}
	if _, err := journal.ReadFrom(io.LimitReader(endless{}, 1<<20), 1<<20); !errors.Is(err, journal.ErrFormat) {
		t.Error(err)
	}
	path := write(t, nil)
	if err := os.Truncate(path, journal.MaxFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := journal.Read(path); !errors.Is(err, journal.ErrTooLarge) {
		t.Error(err)
	}
	j, c := mustOpen(t, path)
	mustAppend(t, j, numbered(1))
	if !errors.Is(c.Damage, journal.ErrTooLarge) || len(mustRead(t, path).Frames) != 1 {
		t.Error(c.Damage)
	}
}

func TestStreamFails(t *testing.T) {
	broken := errors.New("broken")
	pr, pw := io.Pipe()
	pw.CloseWithError(broken)
	if c, err := journal.ReadFrom(pr, 0); !errors.Is(err, broken) || c != nil {
		t.Error(c, err)
	}
}
