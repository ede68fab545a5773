package page

import "bytes"

// omitted is what HTML lets one leave out before what follows it. A text has no tags, since it is escaped.
var omitted = [][2]string{
	{"</caption> <thead>", "<thead>"}, {"</thead> <tbody>", "<tbody>"}, {"</span> </th>", "</span></th>"}, {"</a> </th>", "</a></th>"},
	{"</td><td", "<td"}, {"</td></tr>", ""}, {"</th><td", "<td"}, {"</th><th", "<th"}, {"</th></tr>", ""}, {"</tr><tr", "<tr"},
	{"</tr></tbody>", ""}, {"</li><li", "<li"}, {"</dt><dd", "<dd"},
	{"</tbody></table>", "</table>"}, {"</li></ol>", "</ol>"}, {"></path>", "/>"}, {"></circle>", "/>"},
	{"&amp;query=", "&query="}, // no character is called so
}

// Lean leaves out of a page what a browser adds by itself.
func Lean(html []byte) []byte {
	for _, o := range omitted {
		html = bytes.ReplaceAll(html, []byte(o[0]), []byte(o[1]))
	}
	return html
}
