package journal_test

import "testing"

func BenchmarkAppend(b *testing.B) {
	j, _ := mustOpen(b, boxPath(b))
	payload := make([]byte, 1000)
	b.SetBytes(int64(len(payload)))
	b.ReportAllocs()
	for b.Loop() {
		if err := j.Append(payload); err != nil {
			b.Fatal(err)
		}
		if j.Size() > 64<<20 {
			if err := j.Rewrite(seq()); err != nil {
				b.Fatal(err)
			}
		}
	}
}
