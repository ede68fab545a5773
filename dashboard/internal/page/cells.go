package page

import "encoding/json"

// Cells say in words what is in each cell of a Heat.
type Cells struct {
	Columns []string   `json:"columns"` // the time of each, from left to right
	Rows    []string   `json:"rows"`    // what each stands for, from below upwards
	Texts   [][]string `json:"texts"`   // of each column, those of its rows; empty where nothing is
}

// encode writes the cells for the script.
func (c *Cells) encode() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic("page: programming error: texts are not JSON: " + err.Error())
	}
	return string(b)
}
