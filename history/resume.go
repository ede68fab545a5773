package history

import (
	"maps"
	"slices"
)

// resume takes in the past that a file holds which could not be opened before, in front of the samples taken since. It
// returns where the tracks of these are now. It is not ok, and changes nothing, when some of these have left the finest
// resolution already, or when there is no room. What both tell of counts once, as the file has it.
func (a *archive) resume(frames [][]byte) (r *restorer, moved map[*track]*track, ok bool) {
	for i := 1; i < len(a.levels); i++ {
		if len(a.levels[i].pages) > 0 {
			return nil, nil, false
		}
	}
	past := newArchive(a.resolutions(), a.maxBytes)
	r = past.restore(frames)
	past.setLive(&layout{})
	if moved, ok = past.move(a.dict); !ok {
		return nil, nil, false
	}
	if past.next > a.next {
		past.cut(a.next)
	}
	past.follow(a, moved)
	a.levels, a.dict, a.lost = past.levels, past.dict, past.lost
	a.rows, a.rowBytes, a.pages, a.task = past.rows, past.rowBytes, past.pages, nil
	a.publish()
	return r, moved, true
}

// follow adds what another archive has in its finest resolution.
func (a *archive) follow(later *archive, moved map[*track]*track) {
	a.seal()
	for _, p := range later.levels[0].pages {
		if p.first < a.next {
			a.lost.dropped += p.end - p.first
			continue
		}
		a.next = p.end
		a.put(0, a.rebind(p, later.dict, moved))
	}
	layouts := map[*layout]*layout{}
	for _, row := range later.rows {
		if row.slot < a.next {
			a.lost.dropped++
			continue
		}
		if layouts[row.layout] == nil {
			layouts[row.layout] = row.layout.moved(later.dict, moved)
		}
		again := *row
		again.layout = layouts[row.layout]
		a.add(&again)
	}
}

// rebind makes the same page with the references of other tracks.
func (a *archive) rebind(p *page, from *dictionary, moved map[*track]*track) *page {
	blocks := map[uint32][]byte{}
	for c := p.walk(); c.next(); {
		if t := from.byRef[c.ref]; t != nil {
			blocks[moved[t].ref] = c.block
		}
	}
	a.binder.begin(p.first, p.end)
	a.binder.page.wide, a.binder.page.spreads, a.binder.page.points = p.wide, p.spreads, p.points
	for _, ref := range slices.Sorted(maps.Keys(blocks)) {
		a.binder.add(ref, blocks[ref])
	}
	return a.binder.bind()
}

func (a *archive) resolutions() (all []Resolution) {
	for i := range a.levels {
		all = append(all, a.levels[i].Resolution)
	}
	return all
}

// move makes the tracks of another dictionary known.
func (a *archive) move(from *dictionary) (moved map[*track]*track, ok bool) {
	moved = map[*track]*track{}
	for _, t := range from.byRef {
		mine := a.dict.match(t)
		if mine == nil {
			mine = &track{kind: t.kind, name: t.name, labels: t.labels, unit: t.unit, help: t.help}
			if !a.admit(mine) {
				return nil, false
			}
		}
		a.dict.setLive(mine, t.live, t.seen)
		moved[t] = mine
	}
	return moved, true
}

// moved returns the layout of the same series in another dictionary.
func (l *layout) moved(from *dictionary, to map[*track]*track) *layout {
	out := &layout{kinds: slices.Clone(l.kinds)}
	for _, ref := range l.refs {
		out.refs = append(out.refs, to[from.byRef[ref]].ref)
	}
	return out
}
