package page

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
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
		before = from.said(0)
	}
	now, rows := p.said(len(before.texts)), p.Rows()
	cells := rowWriter{out: make([]byte, 0, 16*len(rows))}
	for i, row := range rows {
		var old *Row
		if from != nil {
			old = from.Rows()[i]
		}
		cells.row(i, row, old)
		if row.Text != nil && (old == nil || old.Text == nil || *row.Text != *old.Text) {
			put(&u.Says, i, *row.Text)
		}
		if old == nil && row.Note != "" || old != nil && row.Note != old.Note {
			put(&u.Notes, i, row.Note)
		}
	}
	u.Cells = string(cells.out)
	u.Texts, u.Links = changed(now.texts, before.texts), changed(now.links, before.links)
}

func put(texts *map[string]string, i int, text string) {
	if *texts == nil {
		*texts = map[string]string{}
	}
	(*texts)[strconv.Itoa(i)] = text
}

// said is what a page says beside its rows, and may change. It is collected once: the next page is compared with it.
type said struct {
	texts, links []Text // that have a key
}

// said collects what the page says, about so many texts.
func (p *Page) said(about int) *said {
	if p.known != nil {
		return p.known
	}
	p.known = &said{texts: make([]Text, 0, about)}
	for _, b := range p.blocks() {
		b.eachText(p.known.text)
		b.eachLink(func(t Text) { p.known.links = append(p.known.links, t) })
	}
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
	out  []byte
	next int // the index that needs not be written
}

// row writes what of a row is not as before.
func (w *rowWriter) row(i int, r, from *Row) {
	begin := len(w.out)
	if begin > 0 {
		w.out = append(w.out, ';')
	}
	if i != w.next {
		w.out = append(strconv.AppendInt(w.out, int64(i), 10), ':')
	}
	head := len(w.out)
	if w.out = r.encode(w.out, from); len(w.out) == head {
		w.out = w.out[:begin]
		return
	}
	w.next = i + 1
}

// fields separates fields by commas. Empty ones at the end are left out.
type fields struct {
	out   []byte
	n     int
	empty int // at the end of out, not written yet
}

// next begins a field.
func (f *fields) next() {
	if f.n > 0 {
		f.empty++
	}
	f.n++
}

// put writes the field that has begun.
func (f *fields) put(text []byte) {
	for ; f.empty > 0 && len(text) > 0; f.empty-- {
		f.out = append(f.out, ',')
	}
	f.out = append(f.out, text...)
}

// Encode gives the row a name, which no other state of it may have, and encodes it once for all pages that show it, as a
// change from an earlier one if that is not nil. From then on nothing of it changes.
func (r *Row) Encode(name uint64, from *Row) {
	for i := range r.Cells {
		switch c := &r.Cells[i]; {
		case c.Form == FormTotal:
		case from != nil && len(from.Cells) == len(r.Cells) && c.same(&from.Cells[i]):
			c.wired = from.Cells[i].wired
		default:
			c.wire(nil, r.Unit)
		}
	}
	if r.Spark != nil && !r.drawn() {
		r.Spark.newest()
	}
	r.encoded = encoded{name: name}
	if from != nil {
		var room [64]byte
		r.since, r.change = from.name, slices.Clone(r.encode(room[:0], from))
	}
}

// encode appends the fields of a row, empty where they are as before.
func (r *Row) encode(out []byte, from *Row) []byte {
	if from != nil && r.since != 0 && r.since == from.name {
		return append(out, r.change...)
	}
	if from != nil && (len(from.Cells) != len(r.Cells) || len(from.Shares) != len(r.Shares)) {
		from = nil
	}
	f := fields{out: out}
	var room [24]byte
	for i := range r.Cells {
		f.next()
		if from == nil {
			f.put(r.Cells[i].wire(room[:0], r.Unit))
		} else {
			f.put(r.Cells[i].change(room[:0], &from.Cells[i], r.Unit))
		}
	}
	for i, s := range r.Shares {
		if f.next(); from == nil || from.Shares[i].Percent != s.Percent {
			f.put(strconv.AppendInt(room[:0], int64(s.Percent), 10))
		}
	}
	if r.Spark != nil {
		f.next()
		r.encodeSpark(&f, from)
	}
	return f.out
}

// encodeSpark encodes the values of the sparkline, or of an earlier one's change: nothing if a cell has it.
func (r *Row) encodeSpark(f *fields, from *Row) {
	if from == nil || from.Spark == nil {
		var out []byte
		for i, v := range r.Spark.Values {
			if i > 0 {
				out = append(out, ' ')
			}
			var w wired
			w.encode(v, drawnDigits)
			out = append(out, w.bytes()...)
		}
		f.put(out)
		return
	}
	if r.drawn() {
		return
	}
	if now := r.Spark.newest(); !bytes.Equal(now, from.Spark.newest()) {
		f.put(now)
	}
}

// drawn reports whether the sparkline is of a cell.
func (r *Row) drawn() bool { return slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Drawn }) }

// newest encodes the newest value.
func (s *Spark) newest() []byte {
	if s.wired.n == 0 {
		s.wired.encode(s.Now(), newestDigits)
	}
	return s.wired.bytes()
}

// wire encodes the cell in full. Totals are written into the room given.
func (c *Cell) wire(room []byte, unit string) []byte {
	switch {
	case c.Form == FormTotal:
		return strconv.AppendUint(room, c.Count, 10)
	case c.wired.n == 0 && c.Drawn:
		c.wired.set(c.Form, c.Value, unit, drawnDigits)
	case c.wired.n == 0:
		c.wired.set(c.Form, c.Value, unit, 1)
	}
	return c.wired.bytes()
}

// change encodes how the cell differs from what it was, nothing if nobody could see that.
func (c *Cell) change(room []byte, from *Cell, unit string) []byte {
	switch {
	case c.Form == FormTotal:
		return changeOf(room, c.Count, from.Count)
	case c.same(from):
		return nil
	case bytes.Equal(c.wire(room, unit), from.wire(room, unit)):
		return nil
	}
	return c.wired.bytes()
}

// same reports whether the cell has the number that it had.
func (c *Cell) same(from *Cell) bool {
	return c.Value == from.Value || math.IsNaN(c.Value) && math.IsNaN(from.Value)
}

// changeOf encodes by how much a total has risen.
func changeOf(room []byte, now, before uint64) []byte {
	switch {
	case now == before:
		return nil
	case now > before:
		return strconv.AppendUint(room, now-before, 10)
	}
	return strconv.AppendUint(append(room, '-'), before-now, 10)
}
