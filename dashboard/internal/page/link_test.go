package page

import (
	"net/url"
	"strings"
	"testing"
)

func TestPlaceURL(t *testing.T) {
	tests := []struct {
		place Place
		want  string
	}{
		{Place{}, "?"},
		{Place{Path: "web/search"}, "?path=web/search"},
		{Place{View: "tree", Path: "a b", Query: "latency > 0.05", Range: "15m"}, "?view=tree&path=a+b&query=latency+%3E+0.05&range=15m"},
		{Place{Query: `*{code=2xx}`}, "?query=*{code=2xx}"},
		{Place{Path: "a&b=c#d%e+f\n\xff\""}, "?path=a%26b=c%23d%25e%2Bf%0A%FF%22"},
	}
	for _, test := range tests {
		if got := test.place.URL(); got != test.want {
			t.Errorf("%+v: %s, want %s", test.place, got, test.want)
		}
	}
}

func TestPlaceInOtherFormatsHasNoView(t *testing.T) {
	p := Place{View: "tree", Path: "a", Query: "b", Range: "5m"}
	if got, want := p.Format("json"), "?path=a&query=b&range=5m&format=json"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzPlace(f *testing.F) {
	f.Add("", "web/search", "a > 3")
	f.Add("tree", "a;b&c=d#e%f+g h\x00\xff", "日本 \\{\"\u2028}")
	f.Fuzz(func(t *testing.T, view, path, query string) {
		link, isQuery := strings.CutPrefix(Place{View: view, Path: path, Query: query}.URL(), "?")
		values, err := url.ParseQuery(link)
		if err != nil || !isQuery {
			t.Fatalf("%q: %v", link, err)
		}
		for name, want := range map[string]string{"view": view, "path": path, "query": query} {
			if got := values.Get(name); got != want {
				t.Errorf("%s is %q in %s, want %q", name, got, link, want)
			}
		}
		if strings.ContainsAny(link, "\"<>`' \n#") {
			t.Errorf("%s is not safe everywhere", link)
		}
	})
}
