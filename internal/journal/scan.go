package journal

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// A scanner finds the intact frames of a file.
type scanner struct {
	data   []byte
	at     int
	out    Contents
	damage DamageError
	// spare is how many more bytes may be looked at in vain. It keeps the time proportional to the size even of a file
	// that was made to be slow: when used up, a broken frame is passed over by the length that it says it has.
	spare int
}

// scan returns the intact frames of a file, and as good the offset behind the last of them. The frames share memory
// with data. The error is ErrFormat or ErrVersion.
func scan(data []byte) (c *Contents, good int64, err error) {
	s := scanner{data: data, spare: len(data) + 4*MaxPayload}
	whole := s.header()
	if errors.Is(whole, ErrVersion) || whole != nil && !s.anyFrame() {
		return nil, 0, whole
	}
	for s.at < len(s.data) && s.next() {
		good = int64(s.at)
	}
	if good == 0 {
		good = int64(min(len(data), headerSize))
	}
	if len(s.damage.Regions) > 0 {
		s.out.Damage = &s.damage
	}
	return &s.out, good, nil
}

// header passes over the beginning of the file. A damaged one is no reason not to look for frames.
func (s *scanner) header() error {
	want := string(appendHeader(nil))
	begin := s.data[:min(len(s.data), headerSize)]
	switch {
	case string(begin) == want:
		s.at = headerSize
	case strings.HasPrefix(want, string(begin)): // torn, or empty
		s.out.Torn = int64(len(begin))
		s.at = len(begin)
	case len(begin) == headerSize && strings.HasPrefix(string(begin), magic) && order.Uint32(begin[12:]) == checksum(begin[:12]):
		return fmt.Errorf("%w (version %d)", ErrVersion, order.Uint32(begin[8:]))
	default:
		return ErrFormat
	}
	return nil
}

// anyFrame reports whether there is an intact frame ahead.
func (s *scanner) anyFrame() bool {
	probe := scanner{data: s.data, spare: s.spare}
	_, _, ok := probe.find(0)
	return ok
}

// next takes the frame at the present place, or the first one behind it: what lies between is damage. There is none
// when the rest is torn or lost.
func (s *scanner) next() bool {
	begin, end, ok := s.find(s.at)
	if !ok {
		if rest := s.data[s.at:]; torn(rest) {
			s.out.Torn = int64(len(rest))
		} else {
			s.lose(s.at, len(s.data))
		}
		return false
	}
	s.lose(s.at, begin)
	s.out.Frames = append(s.out.Frames, s.data[begin+Overhead:end:end])
	s.at = end
	return true
}

// find returns where the first intact frame at or behind a place begins and ends.
func (s *scanner) find(at int) (begin, end int, ok bool) {
	for {
		i := bytes.Index(s.data[at:], []byte(marker))
		if i < 0 {
			return 0, 0, false
		}
		at += i
		length, ok := frameLength(s.data[at:])
		end := at + Overhead + length
		switch {
		case !ok:
			at++
		case end > len(s.data):
			at++ // torn, unless a frame follows
		case checksum(s.data[at+Overhead:end]) == order.Uint32(s.data[at+8:]):
			return at, end, true
		case s.spare > 0:
			s.spare -= length
			at++
		default:
			at = end
		}
	}
}

// lose notes a part of the file that cannot be read.
func (s *scanner) lose(from, to int) {
	if from == to {
		return
	}
	s.damage.Lost += int64(to - from)
	if len(s.damage.Regions) < maxRegions {
		s.damage.Regions = append(s.damage.Regions, Region{Offset: int64(from), Length: int64(to - from)})
	}
}

// maxRegions bounds the list of what is damaged; Lost counts all of it.
const maxRegions = 1000

// torn reports whether the end of a file is the beginning of a frame, or the zeros that a power failure may leave
// where data were to come.
func torn(rest []byte) bool {
	if length, ok := frameLength(rest); ok {
		return Overhead+length > len(rest)
	}
	begin := min(len(rest), len(marker))
	return len(rest) < Overhead && string(rest[:begin]) == marker[:begin] || len(bytes.Trim(rest, "\x00")) == 0
}
