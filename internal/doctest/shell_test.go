package doctest_test

import (
	"testing"

	"github.com/binnacle-go/metrics/internal/doctest"
)

func shell(text string) doctest.Block {
	return doctest.Block{Doc: "x.md", Line: 3, Lang: "sh", Text: text}
}

func TestCheckCommandsAccepts(t *testing.T) {
	for _, text := range []string{
		"make test\nmake -s check-tree lint # all of it: make nothing\n",
		"FUZZTIME=5m make fuzz FUZZTIME=1s\n",
		"echo make nothing; go test ./nowhere\n",
		"cd integration && go run ./cmd/shots\n",
		"go run \\\n  ./examples/demo -load 5\n",
		"$ go install github.com/binnacle-go/metrics/examples/demo@latest\n",
		"go run example.com/other@latest\n",
	} {
		if err := shell(text).CheckCommands(rootDir(t)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCheckCommandsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"make nothing\n":                                                 "x.md:3: make nothing: the Makefile has no target nothing",
		"X=1 make test check-nothing\n":                                  "no target check-nothing",
		"cd integration && make test\n":                                  "Makefile",
		"true && go run ./examples/nothing\n":                            "no program in",
		"go run ./history\n":                                             "no program in",
		"go run ./integration/cmd/shots\n":                               "belongs to another module",
		"go install github.com/binnacle-go/metrics/cmd/nothing@latest\n": "no program in",
	} {
		wantError(t, shell(text).CheckCommands(rootDir(t)), want)
	}
}
