package history

import (
	"fmt"
	"time"
)

// A head says what the frames of a black box are of.
type head struct {
	resolutions []Resolution
	next        uint64
	lost        losses
}

func (a *archive) head() head {
	h := head{next: a.next, lost: a.lost}
	for i := range a.levels {
		h.resolutions = append(h.resolutions, a.levels[i].Resolution)
	}
	return h
}

func (h *head) append(dst []byte) []byte {
	dst = append(dst, frameHead)
	dst = appendNumbers(dst, h.next, h.lost.coarsened, h.lost.dropped, h.lost.forgotten)
	for _, r := range h.resolutions {
		dst = appendNumbers(dst, uint64(r.Step), uint64(r.Keep))
	}
	return dst
}

// maxLevels bounds the resolutions that are read.
const maxLevels = 16

func readHead(frame []byte) (h head, err error) {
	r := wireReader{rest: frame[1:]}
	h.next = r.number()
	h.lost = losses{coarsened: r.number(), dropped: r.number(), forgotten: r.number()}
	for r.more() && len(h.resolutions) < maxLevels {
		h.resolutions = append(h.resolutions, Resolution{time.Duration(r.below(maxTime)), time.Duration(r.below(maxTime))})
	}
	if err := r.err(); err != nil || !h.usable() {
		return head{}, errFrame
	}
	return h, nil
}

// usable reports whether the resolutions are such as Options make.
func (h *head) usable() bool {
	for i, r := range h.resolutions {
		if r.Step < minStep || r.Keep < r.Step || i > 0 && (r.Step <= h.resolutions[i-1].Step || r.Step%h.resolutions[i-1].Step != 0) {
			return false
		}
	}
	return len(h.resolutions) > 0 && h.next < maxTime/uint64(h.resolutions[0].Step)
}

// fits returns an error if a history of other resolutions was recorded.
func (h *head) fits(a *archive) error {
	same := len(h.resolutions) == len(a.levels)
	for i := 0; same && i < len(a.levels); i++ {
		same = h.resolutions[i].Step == a.levels[i].Step
	}
	if !same {
		return fmt.Errorf("history: the black box was recorded at other resolutions: %v", h.resolutions)
	}
	return nil
}
