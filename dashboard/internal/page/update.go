package page

import (
	"encoding/json"
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
	before, texts, links := map[int]*Row{}, map[string]string{}, map[string]string{}
	if from != nil {
		before, texts, links = from.byIndex(), from.texts(), from.links()
	}
	u.Says, u.Notes = map[string]string{}, map[string]string{}
	var cells rowWriter
	rows := p.byIndex()
	for i := range len(rows) {
		row, old := rows[i], before[i]
		cells.row(i, row.encode(old))
		key := strconv.Itoa(i)
		if row.Text != nil && (old == nil || old.Text == nil || *row.Text != *old.Text) {
			u.Says[key] = *row.Text
		}
		if old == nil && row.Note != "" || old != nil && row.Note != old.Note {
			u.Notes[key] = row.Note
		}
	}
	u.Cells = cells.String()
	u.Texts, u.Links = changed(p.texts(), texts), changed(p.links(), links)
}

// changed are the texts that are not as before.
func changed(now, before map[string]string) map[string]string {
	out := map[string]string{}
	for key, value := range now {
		if old, known := before[key]; !known && value != "" || known && old != value {
			out[key] = value
		}
	}
	return out
}

// links are where all links lead to that may change.
func (p *Page) links() map[string]string {
	out := map[string]string{}
	for _, b := range p.blocks() {
		b.eachLink(func(t Text) { out[t.Key] = t.Value })
	}
	return out
}

// byIndex returns the rows by their indexes, which have no gaps.
func (p *Page) byIndex() map[int]*Row {
	out := map[int]*Row{}
	p.EachRow(func(r *Row) { out[r.Index] = r })
	return out
}

// texts are all texts that have a key.
func (p *Page) texts() map[string]string {
	out := map[string]string{}
	add := func(t Text) {
		if t.Key != "" {
			out[t.Key] = t.Value
		}
	}
	for _, b := range p.blocks() {
		b.eachText(add)
	}
	if p.Detail == nil {
		return out
	}
	add(Text{"tail", p.Detail.Tail})
	for _, r := range p.Detail.Ranges {
		add(r)
	}
	for _, s := range p.Detail.Stats {
		for _, v := range s.Values {
			add(v)
		}
	}
	return out
}

// rowWriter collects encoded rows.
type rowWriter struct {
	strings.Builder
	next int // the index that needs not be written
}

func (w *rowWriter) row(i int, fields []string) {
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) == 0 {
		return
	}
	if w.Len() > 0 {
		w.WriteByte(';')
	}
	if i != w.next {
		w.WriteString(strconv.Itoa(i))
		w.WriteByte(':')
	}
	w.WriteString(strings.Join(fields, ","))
	w.next = i + 1
}

// encode returns the fields of a row, empty where they are as before.
func (r *Row) encode(from *Row) []string {
	if from != nil && (len(from.Cells) != len(r.Cells) || len(from.Shares) != len(r.Shares)) {
		from = nil
	}
	var out []string
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
	if now := rounded(r.Spark.Now(), newestDigits); now != rounded(from.Spark.Now(), newestDigits) {
		return now
	}
	return ""
}

// wire encodes the cell in full.
func (c *Cell) wire(unit string) string {
	if c.Form == FormTotal {
		return strconv.FormatUint(c.Count, 10)
	}
	if c.Drawn {
		return c.Form.wire(c.Value, unit, drawnDigits)
	}
	return c.Form.wire(c.Value, unit, 1)
}

// change encodes how the cell differs from what it was, nothing if nobody could see that.
func (c *Cell) change(from *Cell, unit string) string {
	switch {
	case c.Drawn && c.wire(unit) == from.wire(unit), !c.Drawn && c.Text(unit) == from.Text(unit):
		return ""
	case c.Form == FormTotal && c.Count > from.Count:
		return strconv.FormatUint(c.Count-from.Count, 10)
	case c.Form == FormTotal:
		return "-" + strconv.FormatUint(from.Count-c.Count, 10)
	}
	return c.wire(unit)
}
