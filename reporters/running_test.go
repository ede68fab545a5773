package reporters_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/reporters"
)

func namesOf(registry *metrics.Registry) (names []string) {
	for _, r := range reporters.Running(registry) {
		names = append(names, r.Name())
	}
	return names
}

func TestRunnersOfOneKindHaveNamesAndBooksOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry, _ := counting("hits")
		registry.Counter("misses")
		backends := []*memory{newMemory(), newMemory(), newMemory()}
		options := []reporters.Options{
			{Phase: -1},
			{Phase: -1, Rules: reporters.MustRules("forbid misses")},
			{Phase: -1, Name: "third"},
		}
		var runners []*reporters.Runner
		for i := range backends {
			runners = append(runners, reporters.Start(registry, backends[i], &options[i]))
		}
		elsewhere := reporters.Start(metrics.NewRegistry(nil), newMemory(), quiet())
		if got, want := namesOf(registry), []string{"memory", "memory#2", "third"}; !slices.Equal(got, want) {
			t.Errorf("running: %q, want %q", got, want)
		}
		if elsewhere.Name() != "memory" {
			t.Errorf("on another registry: %q", elsewhere.Name())
		}
		time.Sleep(11 * time.Second)
		s := registry.Snapshot()
		for name, want := range map[string]uint64{"memory": 2, "memory#2": 1, "third": 2} {
			if got, _ := s.Get("binnacle/reporters/" + name + "/acknowledged"); got.Count != want {
				t.Errorf("%s: acknowledged %d, want %d", name, got.Count, want)
			}
		}
		for _, r := range runners {
			if h := r.Health(); h.Reporter != r.Name() {
				t.Errorf("health of %q, want %q", h.Reporter, r.Name())
			}
		}
		mustClose(t, runners[0])
		if got, want := namesOf(registry), []string{"memory#2", "third"}; !slices.Equal(got, want) {
			t.Errorf("running: %q, want %q", got, want)
		}
		again := reporters.Start(registry, backends[0], quiet())
		if again.Name() != "memory" {
			t.Errorf("after the first one's end: %q", again.Name())
		}
		for _, r := range append(runners[1:], again, elsewhere) {
			mustClose(t, r)
		}
		if got := reporters.Running(registry); len(got) != 0 {
			t.Errorf("%d runners are left", len(got))
		}
	})
}

func TestRunnersOfOneKindShareADirectory(t *testing.T) {
	registry, _ := counting("hits")
	o := reporters.Options{SpoolDir: t.TempDir(), Logger: quiet().Logger}
	first, second := newMemory(), newMemory()
	first.onSend, second.onSend = down, down
	for _, r := range []*reporters.Runner{reporters.Start(registry, first, &o), reporters.Start(registry, second, &o)} {
		if err := r.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if h := r.Health(); h.SpoolError != "" || h.Queued != 1 {
			t.Errorf("%s: %+v", r.Name(), h)
		}
	}
}
