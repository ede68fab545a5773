package dashboard_test

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
	"github.com/binnacle-go/metrics/reporters"
)

// parked is a reporter of a program's own making.
type parked struct{}

func (parked) Health() reporters.Health { return reporters.Health{Reporter: "parked", Queued: 12} }

func (parked) Preview() (reporters.Preview, error) {
	return reporters.Preview{Body: []byte("hits 3\n"), Points: 1}, nil
}

// A page that tells of a reporter which is no *reporters.Runner. Those are found without being named.
func ExampleReporter() {
	d := dashboard.New(metrics.NewRegistry(nil), &dashboard.Options{Reporters: []dashboard.Reporter{parked{}}})
	defer d.Close()

	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, httptest.NewRequest("GET", "http://localhost/?view=reporters", nil))
	fmt.Println(answer.Code)
	request := httptest.NewRequest("GET", "http://localhost/?view=reporters", nil)
	request.RemoteAddr = "127.0.0.1:40000"
	answer = httptest.NewRecorder()
	d.ServeHTTP(answer, request)
	fmt.Println(answer.Code, strings.Contains(answer.Body.String(), "hits 3"))
	// Output:
	// 403
	// 200 true
}
