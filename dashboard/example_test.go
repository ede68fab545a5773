package dashboard_test

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/dashboard"
)

func ExampleDashboard() {
	reg := metrics.NewRegistry(nil)
	reg.Counter("web/hits").Add(3)

	d := dashboard.New(reg, nil)
	defer d.Close()
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", d)

	server := httptest.NewServer(mux) // in a program: http.ListenAndServe("localhost:8080", mux)
	defer server.Close()
	for _, query := range []string{"?format=json", "?format=json&query=hits>5", "?format=json&path=web/misses"} {
		response, err := http.Get(server.URL + "/metrics" + query)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		fmt.Printf("%s\n%s", response.Status, body)
	}
	// Output:
	// 200 OK
	// {"web":{"hits":3}}
	// 200 OK
	// {}
	// 404 Not Found
	// {"error":"there is nothing at the path \"web/misses\""}
}

// A dashboard that can be reached over the network under one name, by those who have a token.
func ExampleOptions() {
	token := []byte("Bearer s3cret") // in a program: from its configuration
	d := dashboard.New(metrics.NewRegistry(nil), &dashboard.Options{
		Title:        "search",
		AllowedHosts: []string{"metrics.example.com"},
		Authorize: func(r *http.Request) error {
			if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), token) != 1 {
				return errors.New("wrong token")
			}
			return nil
		},
	})
	defer d.Close()

	request := httptest.NewRequest("GET", "https://metrics.example.com/?format=json", nil)
	for _, authorization := range []string{"", "Bearer s3cret"} {
		request.Header.Set("Authorization", authorization)
		answer := httptest.NewRecorder()
		d.ServeHTTP(answer, request)
		fmt.Println(answer.Code, answer.Body)
	}
	// Output:
	// 403 {"error":"refused by dashboard.Options.Authorize, which decides who may look"}
	//
	// 200 {}
}

// A dashboard for whoever can connect.
func ExampleAllowAll() {
	d := dashboard.New(metrics.NewRegistry(nil), &dashboard.Options{Authorize: dashboard.AllowAll})
	defer d.Close()

	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, httptest.NewRequest("GET", "http://10.0.0.7/?format=json", nil))
	fmt.Println(answer.Code)
	// Output: 200
}
