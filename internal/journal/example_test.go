package journal_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/binnacle-go/metrics/internal/journal"
)

func ExampleJournal() {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("example-%d.box", os.Getpid()))
	defer os.Remove(path)
	j, before, err := journal.Open(path, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(before.Frames), "frames before")
	for _, word := range []string{"one", "two", "three"} {
		if err := j.Append([]byte(word)); err != nil {
			log.Print(err)
		}
	}
	if j.Size() > 60 { // keep what is worth keeping
		err = j.Rewrite(slices.Values([][]byte{[]byte("three")}))
	}
	fmt.Println(err, j.Close())

	c, err := journal.Read(path)
	fmt.Printf("%s %v\n", c.Frames, err)
	// Output:
	// 0 frames before
	// <nil> <nil>
	// [three] <nil>
}

func ExampleContents() {
	c, err := journal.ReadFrom(strings.NewReader("\x89BINBOX\n\x01"), 0)
	fmt.Println(len(c.Frames), c.Torn, c.Damage == nil, err)
	// Output: 0 9 true <nil>
}

func ExampleDamageError() {
	e := &journal.DamageError{Path: "app.box", Lost: 90, Regions: []journal.Region{{Offset: 1200, Length: 90}}}
	fmt.Println(e)
	// Output: journal app.box is damaged: 90 bytes in 1 places are lost, the first at offset 1200
}

func ExampleRegion() {
	r := journal.Region{Offset: 1200, Length: 90}
	fmt.Println("lost up to", r.Offset+r.Length)
	// Output: lost up to 1290
}

func ExampleOptions() {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("options-%d.box", os.Getpid()))
	defer os.Remove(path)
	j, _, err := journal.Open(path, &journal.Options{Sync: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(j.Append([]byte("on the disk when this returns")), j.Close())
	// Output: <nil> <nil>
}
