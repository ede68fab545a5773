package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/binnacle-go/metrics/integration/internal/service"
)

// server is what the server spends, in the middle of some answers.
type server struct {
	tick       time.Duration // an update of a page of 60 series
	tickOther  time.Duration // an update of each of some other views of the same series, after the first one
	tickCrowd  time.Duration // the same update for each further viewer
	overview   time.Duration // of 10,000 series
	search     time.Duration // in 10,000 series, one of a hundred matches
	tickAmong  time.Duration // an update of the overview of 10,000 series
	tickSearch time.Duration // an update of that search
}

// answers is how many answers are measured of each kind, and views of how many other views updates.
const answers, views = 15, 10

func measureServer() (out server, err error) {
	progress("the server with 60 series")
	small, err := service.Start(12, second)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, small.Close()) }()
	var others []string
	for i := range views {
		others = append(others, "&query=**"+strings.Repeat("+**", i)) // the same series, and yet another view
	}
	out.tick, out.tickOther, out.tickCrowd = ticks(small, 10*answers, "", others...)
	progress("the server with 10,000 series")
	large, err := service.Start(2000, time.Second)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, large.Close()) }()
	out.overview = median(func(int) time.Duration { return answer(large, "format=html") })
	out.search = median(func(i int) time.Duration {
		return answer(large, fmt.Sprintf("format=html&query=*{route=*%02d/*}", i))
	})
	out.tickAmong, out.tickSearch, _ = ticks(large, answers, "", "&query=*{route=*07/*}")
	return out, nil
}

// ticks returns what some updates of views cost: of the one that is asked for first after a sample, of each of the others,
// and of the first one for a second viewer.
func ticks(s *service.Program, updates int, query string, others ...string) (first, other, again time.Duration) {
	var all [3][]time.Duration
	samples, cancel := s.Store.Subscribe()
	defer cancel()
	for _, q := range append(others, query) {
		answer(s, "live=1&after=0"+q)
	}
	for range updates {
		tick := <-samples
		update := func(q string) time.Duration { return answer(s, fmt.Sprintf("live=1&after=%d%s", tick.N-1, q)) }
		all[0] = append(all[0], update(query))
		var sum time.Duration
		for _, q := range others {
			sum += update(q)
		}
		all[1] = append(all[1], sum/time.Duration(len(others)))
		all[2] = append(all[2], update(query))
	}
	return middle(all[0]), middle(all[1]), middle(all[2])
}

func median(f func(i int) time.Duration) time.Duration {
	var all []time.Duration
	for i := range answers {
		all = append(all, f(i))
	}
	return middle(all)
}

func middle(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// spent is the time that processors have spent on this thread, whatever else the machine does.
func spent() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err) // there is no way in which it can fail
	}
	return time.Duration(t.Nano())
}

// answer returns how much time processors spend on an answer.
func answer(s *service.Program, query string) time.Duration {
	r := httptest.NewRequest(http.MethodGet, "http://localhost/?"+strings.ReplaceAll(query, " ", "+"), nil)
	r.RemoteAddr = "127.0.0.1:1"
	w := httptest.NewRecorder()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begun := spent()
	s.Handler().ServeHTTP(w, r)
	took := spent() - begun
	if w.Code != http.StatusOK || strings.HasPrefix(query, "format=html") && !strings.Contains(w.Body.String(), "/v1/things") {
		panic(fmt.Sprintf("%s is answered with %d %s", query, w.Code, w.Body)) // the program is wrong
	}
	return took
}
