package reporters

import (
	"fmt"
	"slices"
	"sync"

	"github.com/binnacle-go/metrics"
)

// atWork are the runners that are not closed yet, by the registry that they report.
var atWork struct {
	sync.Mutex
	of map[*metrics.Registry][]*Runner
}

// Running returns the runners that report a registry at present, in the order in which they were started: those that
// are not closed, or whose Close has not ended. It is safe for concurrent use.
func Running(registry *metrics.Registry) []*Runner {
	atWork.Lock()
	defer atWork.Unlock()
	return slices.Clone(atWork.of[registry])
}

// enrol makes a runner of that name or, where another one at work on the registry has it, of that name and a number.
func enrol(registry *metrics.Registry, name string, create func(name string) *Runner) *Runner {
	atWork.Lock()
	defer atWork.Unlock()
	others := atWork.of[registry]
	r := create(distinct(name, others))
	if atWork.of == nil {
		atWork.of = map[*metrics.Registry][]*Runner{}
	}
	atWork.of[registry] = append(others, r)
	return r
}

func distinct(name string, others []*Runner) string {
	free := name
	for n := 2; slices.ContainsFunc(others, func(r *Runner) bool { return r.name == free }); n++ {
		free = fmt.Sprintf("%s#%d", name, n)
	}
	return free
}

// leave ends what enrol began, and frees the name.
func (r *Runner) leave() {
	atWork.Lock()
	defer atWork.Unlock()
	left := slices.DeleteFunc(atWork.of[r.registry], func(other *Runner) bool { return other == r })
	if atWork.of[r.registry] = left; len(left) == 0 {
		delete(atWork.of, r.registry)
	}
}
