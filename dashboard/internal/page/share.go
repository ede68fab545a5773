package page

import "strconv"

// shades is how many the stylesheet has; further shares take them in turn.
const shades = 6

func shade(i int) string { return "s" + strconv.Itoa(i%shades) }

// start is where share i begins in the bar.
func start(all []Share, i int) int {
	at := 0
	for _, s := range all[:i] {
		at += s.Percent
	}
	return at
}
