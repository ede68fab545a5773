package doctest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/binnacle-go/metrics/internal/doctest"
)

func TestBlocksOfADocument(t *testing.T) {
	blocks := goodBlocks(t)
	want := []struct {
		place, lang, prelude, start string
	}{
		{"good.md:6", "go", "", "package main\n"},
		{"good.md:30", "go", "inside", "reg.Counter(\"hits\").Inc()\n"},
		{"good.md:37", "go", "outside", "var latency = metrics"},
		{"good.md:43", "sh", "", "make test"},
	}
	if len(blocks) != len(want) {
		t.Fatalf("%d blocks, want %d: %v", len(blocks), len(want), blocks)
	}
	for i, w := range want {
		b := blocks[i]
		if b.String() != w.place || b.Lang != w.lang || b.Prelude != w.prelude || !strings.HasPrefix(b.Text, w.start) {
			t.Errorf("block %d is %+v, want %+v", i, b, w)
		}
	}
}

func TestBlocksKeepFencesThatAreCode(t *testing.T) {
	blocks, err := doctest.Blocks("x.md", "````md\n```go\nx\n```\n````\n```\nplain\n```\n")
	if err != nil || len(blocks) != 2 {
		t.Fatalf("%+v, %v; want 2 blocks", blocks, err)
	}
	if got, want := blocks[0].Text, "```go\nx\n```\n"; got != want {
		t.Errorf("the outer block is %q, want %q", got, want)
	}
	if blocks[1].Lang != "" || blocks[1].Text != "plain\n" {
		t.Errorf("the second block is %+v", blocks[1])
	}
}

func TestBlocksRefusesWhatWouldGoUnchecked(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"never closed":       {"```go\nx := 1\n", "x.md:1: this block is never closed"},
		"misspelt comment":   {"\n<!-- doctest prelude=x -->\n", "x.md:2: write <!-- doctest: prelude=NAME -->"},
		"comment of nothing": {"<!-- doctest: prelude=x -->\ntext\n", "x.md:2: a go block must follow"},
		"comment of a shell": {"<!-- doctest: prelude=x -->\n```sh\n```\n", "x.md:2: a go block must follow"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := doctest.Blocks("x.md", c.text)
			wantError(t, err, c.want)
		})
	}
}

func FuzzBlocks(f *testing.F) {
	f.Add("a\n```go\nx\n```\n<!-- doctest: prelude=x -->\n  ```go\n  y\n  ```")
	f.Add("````\n```\n````\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		blocks, err := doctest.Blocks("x.md", text)
		if err != nil {
			return
		}
		lines := strings.Split(text, "\n")
		for _, b := range blocks {
			first, _, _ := strings.Cut(b.Text, "\n")
			if !strings.HasSuffix(lines[b.Line-1], first) {
				t.Errorf("line %d is %q, and not the start of %q", b.Line, lines[b.Line-1], b.Text)
			}
		}
	})
}

func goodBlocks(t *testing.T) []doctest.Block {
	t.Helper()
	text, err := os.ReadFile("testdata/good.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := doctest.Blocks("good.md", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want one with %q", err, want)
	}
}
