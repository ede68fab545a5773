package page

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
)

// update is what the script gets to bring a page from one sample to a later one.
type update struct {
	N     uint64            `json:"n"`
	Rows  string            `json:"v,omitempty"` // Live.Rows, unless as before: when it changes the script gets the page anew
	Whole bool              `json:"f,omitempty"` // all rows in full, else what has changed since sample N-1
	Cells string            `json:"r,omitempty"`
	Says  map[string]string `json:"t,omitempty"` // Row.Text, by index
	Notes map[string]string `json:"o,omitempty"` // Row.Note, by index
	Texts map[string]string `json:"c,omitempty"` // other texts, by key
	Links map[string]string `json:"h,omitempty"` // where links lead to, by key
}

// State encodes all numbers and texts of a page, and all values of its sparklines.
func (p *Page) State() []byte { return p.Changes(nil) }

// Changes encodes what is not as on an earlier page. The rows must be the same, or the update says only that they are
// not.
//
// The numbers of rows are in one string: rows are separated by semicolons, and what follows the row before needs no
// index, which otherwise stands first with a colon. A row is its cells and then the sparkline's values, separated by
// commas, without what has not changed. Totals are given by how much they have risen. A sparkline is left out where
// its newest value is that of a cell.
func (p *Page) Changes(from *Page) []byte {
	u := update{N: p.Live.N, Whole: from == nil}
	same := from != nil && p.Live.Rows == from.Live.Rows
	if !same {
		u.Rows = p.Live.rows()
	}
	if same || from == nil {
		u.fill(p, from)
	}
	out, err := json.Marshal(u)
	if err != nil {
		panic("page: programming error: an update cannot be encoded: " + err.Error())
	}
	return out
}

func (u *update) fill(p, from *Page) {
	before := &said{}
	if from != nil {
		before = from.said()
	}
	now := p.said()
	u.Says, u.Notes = map[string]string{}, map[string]string{}
	var cells rowWriter
	for i, row := range now.rows {
		var old *Row
		if from != nil {
			old = before.rows[i]
		}
		cells.row(i, row, old)
		if row.Text != nil && (old == nil || old.Text == nil || *row.Text != *old.Text) {
			u.Says[strconv.Itoa(i)] = *row.Text
		}
		if old == nil && row.Note != "" || old != nil && row.Note != old.Note {
			u.Notes[strconv.Itoa(i)] = row.Note
		}
	}
	u.Cells = string(cells.out)
	u.Texts, u.Links = changed(now.texts, before.texts), changed(now.links, before.links)
}

// said is all of a page that may change. It is collected once: the next page is compared with it.
type said struct {
	rows         []*Row // by index, which has no gaps
	texts, links []Text // that have a key
}

func (p *Page) said() *said {
	if p.known != nil {
		return p.known
	}
	p.known = &said{}
	blocks := p.blocks()
	for _, b := range blocks {
		b.eachRow(func(r *Row) { p.known.rows = append(p.known.rows, r) })
		b.eachText(p.known.text)
		b.eachLink(func(t Text) { p.known.links = append(p.known.links, t) })
	}
	slices.SortFunc(p.known.rows, func(a, b *Row) int { return cmp.Compare(a.Index, b.Index) })
	if p.Detail != nil {
		p.Detail.eachText(p.known.text)
	}
	return p.known
}

func (s *said) text(t Text) {
	if t.Key != "" {
		s.texts = append(s.texts, t)
	}
}

func (d *Detail) eachText(f func(Text)) {
	f(Text{"tail", d.Tail})
	for _, r := range d.Ranges {
		f(r)
	}
	for _, s := range d.Stats {
		for _, v := range s.Values {
			f(v)
		}
	}
}

// changed are the texts that are not as before. Mostly the same have stood at the same places.
func changed(now, before []Text) map[string]string {
	var out map[string]string
	var earlier map[string]string
	for i, t := range now {
		var old string
		if i < len(before) && before[i].Key == t.Key {
			old = before[i].Value
		} else {
			if earlier == nil {
				earlier = byKey(before)
			}
			old = earlier[t.Key]
		}
		if old != t.Value {
			if out == nil {
				out = map[string]string{}
			}
			out[t.Key] = t.Value
		}
	}
	return out
}

func byKey(texts []Text) map[string]string {
	out := make(map[string]string, len(texts))
	for _, t := range texts {
		out[t.Key] = t.Value
	}
	return out
}

// rowWriter collects encoded rows.
type rowWriter struct {
	out    []byte
	next   int // the index that needs not be written
	fields []string
}

// row writes what of a row is not as before.
func (w *rowWriter) row(i int, r, from *Row) {
	w.fields = r.encode(w.fields[:0], from)
	fields := w.fields
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) == 0 {
		return
	}
	if len(w.out) > 0 {
		w.out = append(w.out, ';')
	}
	if i != w.next {
		w.out = append(strconv.AppendInt(w.out, int64(i), 10), ':')
	}
	for k, field := range fields {
		if k > 0 {
			w.out = append(w.out, ',')
		}
		w.out = append(w.out, field...)
	}
	w.next = i + 1
}

// encode appends the fields of a row, empty where they are as before.
func (r *Row) encode(out []string, from *Row) []string {
	if from != nil && (len(from.Cells) != len(r.Cells) || len(from.Shares) != len(r.Shares)) {
		from = nil
	}
	for i := range r.Cells {
		c := &r.Cells[i]
		if from == nil {
			out = append(out, c.wire(r.Unit))
			continue
		}
		out = append(out, c.change(&from.Cells[i], r.Unit))
	}
	for i, s := range r.Shares {
		if from != nil && from.Shares[i].Percent == s.Percent {
			out = append(out, "")
			continue
		}
		out = append(out, strconv.Itoa(s.Percent))
	}
	if r.Spark != nil {
		out = append(out, r.encodeSpark(from))
	}
	return out
}

// encodeSpark encodes the values of the sparkline, or of an earlier one's change: nothing if a cell has it.
func (r *Row) encodeSpark(from *Row) string {
	if from == nil || from.Spark == nil {
		var out []string
		for _, v := range r.Spark.Values {
			out = append(out, rounded(v, drawnDigits))
		}
		return strings.Join(out, " ")
	}
	if slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Drawn }) {
		return ""
	}
	if now := r.Spark.newest(); now != from.Spark.newest() {
		return now
	}
	return ""
}

// newest encodes the newest value.
func (s *Spark) newest() string {
	if s.wired == "" {
		s.wired = rounded(s.Now(), newestDigits)
	}
	return s.wired
}

// wire encodes the cell in full.
func (c *Cell) wire(unit string) string {
	switch {
	case c.Form == FormTotal:
		return strconv.FormatUint(c.Count, 10)
	case c.wired == "" && c.Drawn:
		c.wired = c.Form.wireAs(c.said(unit), c.Value, unit, drawnDigits)
	case c.wired == "":
		c.wired = c.Form.wireAs(c.said(unit), c.Value, unit, 1)
	}
	return c.wired
}

// said is the cell's text, which is written once: the next one is compared with it.
func (c *Cell) said(unit string) string {
	if c.text == "" {
		c.text = c.Text(unit)
	}
	return c.text
}

// change encodes how the cell differs from what it was, nothing if nobody could see that.
func (c *Cell) change(from *Cell, unit string) string {
	switch {
	case c.Form == FormTotal:
		return changeOf(c.Count, from.Count)
	case c.Value == from.Value || math.IsNaN(c.Value) && math.IsNaN(from.Value):
		c.text, c.wired = from.text, from.wired
		return ""
	case c.Drawn && c.wire(unit) == from.wire(unit), !c.Drawn && c.said(unit) == from.said(unit):
		return ""
	}
	return c.wire(unit)
}

// changeOf encodes by how much a total has risen.
func changeOf(now, before uint64) string {
	switch {
	case now == before:
		return ""
	case now > before:
		return strconv.FormatUint(now-before, 10)
	}
	return "-" + strconv.FormatUint(before-now, 10)
}
