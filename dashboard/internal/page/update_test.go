package page

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// overview is a page of a timer, a counter, a gauge, a state and a text, in this order.
func overview() *Page {
	idle := "idle"
	version := "v1"
	return &Page{
		Live:  &Live{N: 7, Rows: 36},
		Facts: []Fact{{Key: "up", Value: "3 s"}},
		Tables: []Table{
			{Note: Text{"window", "last minute"}, Rows: []*Row{{
				Index: 0, Unit: "s", Note: "no data yet", Spark: &Spark{Unit: "s", Values: []float64{math.NaN(), 0.002}},
				Cells: []Cell{{Form: FormRate, Value: 41.23}, {Form: FormShare, Value: 0}, {Value: 0.0021, Now: true}, {Form: FormTotal, Count: 812}},
			}}},
			{Rows: []*Row{{
				Index: 1, Spark: &Spark{Form: FormFlow, Values: []float64{1, 2}},
				Cells: []Cell{{Form: FormFlow, Value: 2, Now: true, Drawn: true}, {Form: FormTotal, Count: 1<<53 + 1}},
			}}},
			{Rows: []*Row{{Index: 2, Spark: &Spark{Values: []float64{1, 3}}, Cells: []Cell{{Value: 3, Now: true, Drawn: true}}}}},
			{Rows: []*Row{{Index: 3, Text: &idle, Shares: []Share{{"busy", 30}, {"idle", 70}}}}},
			{Rows: []*Row{{Index: 4, Text: &version}}},
		},
	}
}

func TestStateIsEverything(t *testing.T) {
	want := `{"n":7,"v":"10","f":true,"r":"41.2,0,.0021,812,- .002;2,9007199254740993,1 2;3,1 3;30,70",` +
		`"t":{"3":"idle","4":"v1"},"o":{"0":"no data yet"},"c":{"up":"3 s","window":"last minute"}}`
	if got := string(overview().State()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestChanges(t *testing.T) {
	row := func(p *Page, i int) *Row { return p.Tables[i].Rows[0] }
	tests := []struct {
		name   string
		change func(*Page)
		want   string
	}{
		{"nothing", func(*Page) {}, `{"n":8}`},
		{"a total", func(p *Page) { row(p, 1).Cells[1].Count += 12 }, `{"n":8,"r":"1:,12"}`},
		{"a total that begins again", func(p *Page) { row(p, 0).Cells[3].Count = 2 }, `{"n":8,"r":",,,-810"}`},
		{"a text that looks the same", func(p *Page) { row(p, 0).Cells[2].Value = 0.00212 }, `{"n":8}`},
		{"a drawn number that looks the same", func(p *Page) { row(p, 1).Cells[0].Value = 2.001 }, `{"n":8}`},
		{"a statistic", func(p *Page) { row(p, 0).Cells[2].Value = 0.0123456 }, `{"n":8,"r":",,.0123"}`},
		{"a statistic that is not there any more", func(p *Page) { row(p, 0).Cells[1].Value = math.NaN() }, `{"n":8,"r":",-"}`},
		{"a sparkline of its own", func(p *Page) { row(p, 0).Spark.Values = []float64{0.003456} }, `{"n":8,"r":",,,,.0035"}`},
		{"the sparkline of a cell", func(p *Page) { row(p, 2).Spark.Values, row(p, 2).Cells[0].Value = []float64{4}, 4 }, `{"n":8,"r":"2:4"}`},
		{"neighbours", func(p *Page) { row(p, 1).Cells[0].Value, row(p, 2).Cells[0].Value = 5, 6 }, `{"n":8,"r":"1:5;6"}`},
		{"shares", func(p *Page) { row(p, 3).Shares = []Share{{"busy", 31}, {"idle", 69}} }, `{"n":8,"r":"3:31,69"}`},
		{"a state", func(p *Page) { s := "busy"; row(p, 3).Text = &s }, `{"n":8,"t":{"3":"busy"}}`},
		{"a hostile text", func(p *Page) { s := "a\n\ndata: </script>"; row(p, 4).Text = &s }, `{"n":8,"t":{"4":"a\n\ndata: \u003c/script\u003e"}}`},
		{"a note", func(p *Page) { row(p, 0).Note = "" }, `{"n":8,"o":{"0":""}}`},
		{"a fact", func(p *Page) { p.Facts[0].Value = "4 s" }, `{"n":8,"c":{"up":"4 s"}}`},
		{"the order", func(p *Page) { p.Tables[1], p.Tables[2] = p.Tables[2], p.Tables[1] }, `{"n":8}`},
		{"the rows", func(p *Page) { p.Live.Rows++; p.Tables = p.Tables[:1] }, `{"n":8,"v":"11"}`},
	}
	for _, test := range tests {
		next := overview()
		next.Live.N++
		test.change(next)
		if got := string(next.Changes(overview())); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestChangesOfADetail(t *testing.T) {
	detail := func(p50 string) *Page {
		return &Page{Live: &Live{}, Detail: &Detail{
			Ranges: []Text{{"window", "last 9 s"}, {"", "since the start"}},
			Stats:  []Stat{{Name: "p50", Values: []Text{{"wp50", p50}, {}}}},
		}}
	}
	if got, want := string(detail("2 ms").Changes(detail("1 ms"))), `{"n":0,"c":{"wp50":"2 ms"}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// ranked is a page with a list of two places.
func ranked(entries ...Entry) *Page {
	l := &List{ID: "slowest", Key: "s", None: "none yet", Columns: []string{"Timer", "Took"}, Entries: entries}
	return &Page{Live: &Live{N: 3}, Blocks: []Block{l.Fill(2)}}
}

func TestChangesOfAList(t *testing.T) {
	one := Entry{Href: "?path=a", Name: "a", Text: []string{"3 s"}}
	two := Entry{Href: "?path=b", Path: "x/", Name: "b", Tags: "k=v", Text: []string{"2 s"}}
	for _, test := range []struct {
		name     string
		from, to *Page
		want     string
	}{
		{"nothing", ranked(one), ranked(one), `{"n":3}`},
		{"the first entry", ranked(), ranked(one), `{"n":3,"c":{"s":"","s0.1":"a","s0.3":"3 s"},"h":{"s0":"?path=a"}}`},
		{"a number", ranked(one), ranked(Entry{Href: "?path=a", Name: "a", Text: []string{"4 s"}}), `{"n":3,"c":{"s0.3":"4 s"}}`},
		{"another that goes before it", ranked(one), ranked(two, one),
			`{"n":3,"c":{"s0.0":"x/","s0.1":"b","s0.2":"k=v","s0.3":"2 s","s1.1":"a","s1.3":"3 s"},"h":{"s0":"?path=b","s1":"?path=a"}}`},
		{"the last entry goes", ranked(one), ranked(), `{"n":3,"c":{"s":"none yet","s0.1":"","s0.3":""},"h":{"s0":""}}`},
	} {
		if got := string(test.to.Changes(test.from)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestToneOfAFact(t *testing.T) {
	strip := func(bad bool) *Page {
		return &Page{Live: &Live{}, Facts: []Fact{{Key: "failing", Value: "0", Bad: bad}}}
	}
	if got, want := string(strip(true).Changes(strip(false))), `{"n":0,"c":{"failing!":"bad"}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add("text", "note", "fact", 1.5, uint64(3))
	f.Add("a\nb\r\u2028\xff", "id: 3", "</script>", math.NaN(), uint64(math.MaxUint64))
	f.Fuzz(func(t *testing.T, text, note, fact string, v float64, n uint64) {
		p := overview()
		r := p.Tables[0].Rows[0]
		r.Text, r.Note, p.Facts[0].Value = &text, note, fact
		r.Cells[0].Value, r.Cells[3].Count, r.Spark.Values = v, n, []float64{v, v}
		for _, data := range [][]byte{p.State(), p.Changes(overview()), overview().Changes(p)} {
			if !json.Valid(data) || strings.ContainsAny(string(data), "\r\n") {
				t.Errorf("not one line of JSON: %s", data)
			}
		}
	})
}
