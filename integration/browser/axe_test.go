package browser_test

import (
	"slices"
	"testing"

	"github.com/binnacle-go/metrics/integration/browser"
)

func TestViolationsAreFound(t *testing.T) {
	t.Parallel()
	p := newPage(t)
	open(t, p, serve(t, "default-src 'none'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'", `<img src="data:,">`))
	found, err := p.Violations()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{"image-alt", "html-has-lang", "page-has-heading-one"} {
		if !slices.ContainsFunc(found, func(v browser.Violation) bool { return v.ID == rule }) {
			t.Errorf("%s is not among %v", rule, found)
		}
	}
	for _, f := range p.Faults() {
		if f.Kind != "network" && f.Kind != "log" { // the image
			t.Errorf("the check itself leaves a fault: %v", f)
		}
	}
}
