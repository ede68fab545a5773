package exposition

// opening is how samples begin, as places in the text of a layout: with metadata lines before the first sample, with
// the name, or {"name" where the name must be quoted, and with what ends that if there are no labels.
type opening struct {
	head, name int // where each begins
	end        int // of the name, where labels would begin
	bare       int // of what ends a name without labels
	separator  byte
}

// totals are how the sum and the count of a histogram begin.
type totals struct{ sum, count opening }

// open adds the openings of a part to the text.
func (l *layout) open(p *part, head []byte, n partName, histogram bool) {
	if !histogram {
		p.sample = l.opening(head, n.full)
		return
	}
	p.sample = l.opening(head, n.full+"_bucket")
	p.totals = &totals{sum: l.opening(nil, n.full+"_sum"), count: l.opening(nil, n.full+"_count")}
}

func (l *layout) opening(head []byte, name string) opening {
	o := opening{head: len(l.text), name: len(l.text) + len(head)}
	l.text = append(l.text, head...)
	end := " "
	if isLegal(name) {
		l.text = append(l.text, name...)
		o.separator = '{'
	} else {
		l.text = appendQuoted(append(l.text, '{'), name)
		o.separator, end = ',', "} "
	}
	o.end = len(l.text)
	l.text = append(l.text, end...)
	o.bare = len(l.text)
	return o
}
