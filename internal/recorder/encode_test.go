package recorder_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"io"
	"math"
	"testing"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/binnacle-go/metrics/internal/recorder"
)

// inflate returns what is in a compressed encoding.
func inflate(t *testing.T, encoded []byte) []byte {
	t.Helper()
	all, err := base64.StdEncoding.DecodeString(string(encoded))
	if err != nil || len(all) < 8 || int(binary.BigEndian.Uint32(all[4:])) != len(all)-8 {
		t.Fatalf("%d bytes in the wrong frame: %v", len(all), err)
	}
	z, err := zlib.NewReader(bytes.NewReader(all[8:]))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return append(all[:4:4], plain...)
}

func FuzzEncodeV2(f *testing.F) {
	f.Add(2, int64(1), int64(recorder.Max), int64(1000), uint64(1))
	f.Add(1, int64(0), int64(1), int64(3), uint64(math.MaxInt64))
	f.Add(3, int64(7), int64(7), int64(1<<40), uint64(1<<53+1))
	f.Add(3, int64(126), int64(128), int64(255), uint64(1)<<55)
	f.Fuzz(func(t *testing.T, digits int, a, b, c int64, n uint64) {
		var r recorder.Recorder
		r.Init(1 + int(uint(digits)%3))
		n = max(n%(math.MaxInt64-2), 1)
		r.RecordN(a&recorder.Max, n)
		r.RecordN(b&recorder.Max, 1)
		r.RecordN(c&recorder.Max, 1)
		counts := r.Read().Counts
		encoded := counts.EncodeV2()
		want := hdrhistogram.New(1, recorder.Max, counts.Digits())
		counts.AddTo(want)
		theirs, err := want.EncodeV2()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(inflate(t, encoded), inflate(t, theirs)) {
			t.Error("the encoding is not that of hdrhistogram-go")
		}
		decoded, err := hdrhistogram.Decode(encoded)
		if err != nil || !decoded.Equals(want) {
			t.Errorf("decoded otherwise; %v", err)
		}
	})
}

func TestNoCountsAreAnEmptyHistogram(t *testing.T) {
	var none *recorder.Counts
	theirs, err := hdrhistogram.New(1, recorder.Max, 2).EncodeV2()
	if err != nil || !bytes.Equal(inflate(t, none.EncodeV2()), inflate(t, theirs)) {
		t.Errorf("the encoding is not that of hdrhistogram-go; %v", err)
	}
}

func BenchmarkEncodeV2(b *testing.B) {
	var r recorder.Recorder
	r.Init(2)
	for i := range int64(10_000) {
		r.Record(1000 + i*i)
	}
	counts := r.Read().Counts
	b.ReportAllocs()
	for b.Loop() {
		counts.EncodeV2()
	}
}
