package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/binnacle-go/metrics/integration/internal/service"
)

// server is what the server spends, in the middle of some answers.
type server struct {
	tick       time.Duration // an update of a page of 60 series
	tickOther  time.Duration // an update of another view of the same series, after the first one
	tickCrowd  time.Duration // the same update for each further viewer
	overview   time.Duration // of 10,000 series
	search     time.Duration // in 10,000 series, one of a hundred matches
	tickAmong  time.Duration // an update of the overview of 10,000 series
	tickSearch time.Duration // an update of that search
}

// answers is how many answers are measured of each kind.
const answers = 15

func measureServer() (out server, err error) {
	progress("the server with 60 series")
	small, err := service.Start(12, second)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, small.Close()) }()
	out.tick, out.tickOther, out.tickCrowd = ticks(small, "", "&query=**")
	progress("the server with 10,000 series")
	large, err := service.Start(2000, time.Second)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, large.Close()) }()
	out.overview = median(func(int) time.Duration { return answer(large, "format=html") })
	out.search = median(func(i int) time.Duration {
		return answer(large, fmt.Sprintf("format=html&query=*{route=*things%d*}", i))
	})
	out.tickAmong, out.tickSearch, _ = ticks(large, "", "&query=*{route=*things7*}")
	return out, nil
}

// ticks returns what updates of two views cost: of the one that is asked for first after a sample, of the other, and of
// the first one for a second viewer.
func ticks(s *service.Program, query, other string) (first, second, again time.Duration) {
	var all [3][]time.Duration
	samples, cancel := s.Store.Subscribe()
	defer cancel()
	for _, q := range []string{query, other} {
		answer(s, "live=1&after=0"+q)
	}
	for range answers {
		tick := <-samples
		for i, q := range []string{query, other, query} {
			all[i] = append(all[i], answer(s, fmt.Sprintf("live=1&after=%d%s", tick.N-1, q)))
		}
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

// spent is the time that processors have spent on this program, whatever else the machine does.
func spent() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		panic(err) // there is no way in which it can fail
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// answer returns how much time processors spend on an answer.
func answer(s *service.Program, query string) time.Duration {
	r := httptest.NewRequest(http.MethodGet, "http://localhost/?"+strings.ReplaceAll(query, " ", "+"), nil)
	r.RemoteAddr = "127.0.0.1:1"
	w := httptest.NewRecorder()
	begun := spent()
	s.Handler().ServeHTTP(w, r)
	took := spent() - begun
	if w.Code != http.StatusOK {
		panic(fmt.Sprintf("%s is answered with %d %s", query, w.Code, w.Body)) // the program is wrong
	}
	return took
}
