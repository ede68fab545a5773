package peers_test

import (
	"bytes"
	"testing"

	"github.com/binnacle-go/metrics/bench/internal/peers"
)

// Every read reads all instruments, and what goes out holds the names of all.
func TestReads(t *testing.T) {
	const n = 100
	for _, l := range peers.Libraries() {
		r := l.New()
		if r.Close != nil {
			defer r.Close()
		}
		if len(r.Reads) > 0 {
			r.Fill(n, 100)
		}
		for _, read := range r.Reads {
			t.Run(read.Work+"/"+l.Name+"/"+l.Variant+"/"+read.Call, func(t *testing.T) {
				for range 2 {
					var out bytes.Buffer
					if got := read.Do(&out); got != n && got != 0 || got == 0 && out.Len() == 0 {
						t.Errorf("read %d of %d", got, n)
					}
					for i := range n {
						if read.Work != peers.Snapshot && !bytes.Contains(out.Bytes(), []byte(peers.Name(i))) {
							t.Fatalf("%s is missing", peers.Name(i))
						}
					}
				}
			})
		}
	}
}
