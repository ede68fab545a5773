package expvarmetrics_test

import (
	"encoding/json"
	"expvar"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/expvarmetrics"
)

func FuzzVariable(f *testing.F) {
	f.Add("name", `{"a":[1,"x",null,true]}`)
	f.Add("", `{"":{"":1},"/":2,"//a":3,"a":4}`)
	f.Add("a/b", `"text"`)
	f.Add("x", `[[[[[[1e308]]]]]]`)
	f.Add("\xff", `{"\ud800":"\u0000","a":1e999}`)
	const most = 50
	name, members := prefix(f), new(expvar.Map)
	expvar.Publish(name, members)
	options := &expvarmetrics.Options{MaxSeries: most, Skip: func(n string) bool { return n != name }}
	f.Fuzz(func(t *testing.T, key, document string) {
		synctest.Test(t, func(t *testing.T) {
			members.Init().Set(key, raw(func() string { return document }))
			registry := metrics.NewRegistry(nil)
			expvarmetrics.Register(registry.Scope, options)
			s := registry.Snapshot()

			values := 0
			for _, x := range s.Series {
				if strings.HasPrefix(x.Name, "expvar/"+name+"/") {
					values++
				}
			}
			if count(t, s) != float64(values) || values > most {
				t.Errorf("it says %v values of %d, at most %d", count(t, s), values, most)
			}
			var parsed any
			err := json.Unmarshal([]byte(document), &parsed)
			if told := problems(f, s)[""]; told == "" && (err != nil || hasValue(parsed) != (values > 0)) {
				t.Errorf("nothing is said about %q, which has %d values", document, values)
			}
		})
	})
}

// hasValue reports whether there is anything but null in a document.
func hasValue(parsed any) bool {
	var parts []any
	switch parsed := parsed.(type) {
	case nil:
		return false
	case []any:
		parts = parsed
	case map[string]any:
		for _, element := range parsed {
			parts = append(parts, element)
		}
	default:
		return true
	}
	for _, part := range parts {
		if hasValue(part) {
			return true
		}
	}
	return false
}
