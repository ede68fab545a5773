package reporters

// A Splitter is a Reporter that can part its batches in two, though they are not lines (see Batch.Lines), so that a
// batch that the backend refuses as a whole costs only the points that it does not take (see [ErrSplit]).
type Splitter interface {
	Reporter

	// Split parts the body of a batch in two, of which the first holds n points. It is not ok if the body holds less
	// than two points or is broken. It is never called together with Send, and must not keep or change body.
	Split(body []byte) (first, second []byte, n uint64, ok bool)
}

// split parts the body of a batch as its reporter says; it is not ok if that makes no sense or panics.
func (q *queued) split(body []byte, by Splitter) (first, second *queued, ok bool) {
	defer func() {
		if recover() != nil {
			first, second, ok = nil, nil, false
		}
	}()
	a, b, n, ok := by.Split(body)
	if !ok || n == 0 || n >= q.points || len(a) == 0 || len(b) == 0 {
		return nil, nil, false
	}
	return q.half(a, n), q.half(b, q.points-n), true
}

// half returns a part of the batch with some of its points.
func (q *queued) half(body []byte, points uint64) *queued {
	p := *q
	p.body, p.size, p.packed, p.points = body, len(body), false, points
	return &p
}
