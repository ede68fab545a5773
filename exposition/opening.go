package exposition

// opening is how samples begin: with metadata lines before the first one, with the name, or {"name" where the name
// must be quoted, and with what ends that if there are no labels.
type opening struct {
	text      []byte
	name      int  // where the name begins
	end       int  // where it ends, and labels would begin
	separator byte // before labels
}

func (p *part) open(head []byte, n partName, histogram bool) {
	if !histogram {
		p.sample = newOpening(head, n.full)
		return
	}
	p.sample = newOpening(head, n.full+"_bucket")
	p.sum, p.count = newOpening(nil, n.full+"_sum"), newOpening(nil, n.full+"_count")
}

func newOpening(head []byte, name string) opening {
	o := opening{text: head, name: len(head), separator: '{'}
	end := " "
	if isLegal(name) {
		o.text = append(o.text, name...)
	} else {
		o.text = appendQuoted(append(o.text, '{'), name)
		o.separator, end = ',', "} "
	}
	o.end = len(o.text)
	o.text = append(o.text, end...)
	return o
}
