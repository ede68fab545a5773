package exposition_test

import (
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/binnacle-go/metrics"
	"github.com/binnacle-go/metrics/exposition"
)

func ExampleEncoder() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.Help("pages served")).Add(3)
	registry.Gauge("web/memory", metrics.Unit("By"), metrics.Help("memory in use")).Set(1 << 20)

	encoder := exposition.NewEncoder(nil)
	if err := encoder.Encode(os.Stdout, registry.Snapshot(), exposition.Format{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// # TYPE web_hits_total counter
	// # HELP web_hits_total pages served
	// web_hits_total 3
	// # TYPE web_memory_bytes gauge
	// # HELP web_memory_bytes memory in use
	// web_memory_bytes 1.048576e+06
}

// A handler for a scraper writes whatever the scraper prefers.
func ExampleNegotiate() {
	registry := metrics.NewRegistry(nil)
	registry.Counter("web/hits", metrics.Help("pages served")).Add(3)
	encoder := exposition.NewEncoder(nil)

	handler := func(w http.ResponseWriter, r *http.Request) {
		format, quality := exposition.Negotiate(r.Header.Get("Accept"))
		if quality == 0 {
			http.Error(w, "not acceptable", http.StatusNotAcceptable)
			return
		}
		w.Header().Set("Content-Type", format.ContentType())
		if err := encoder.Encode(w, registry.Snapshot(), format); err != nil {
			log.Print(err) // the scraper went away
		}
	}

	r := httptest.NewRequest("GET", "/metrics", nil)
	r.Header.Set("Accept", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.2")
	w := httptest.NewRecorder()
	handler(w, r)
	fmt.Println(w.Header().Get("Content-Type"))
	fmt.Println(w.Body)
	// Output:
	// application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8
	// # TYPE web_hits counter
	// # HELP web_hits pages served
	// web_hits_total 3
	// # EOF
}

func ExampleOptions() {
	registry := metrics.NewRegistry(nil)
	registry.Timer("db/query", metrics.Help("time to query")).Observe(20 * time.Millisecond)

	encoder := exposition.NewEncoder(&exposition.Options{
		Buckets: func(name, unit string) []float64 {
			if unit == "s" {
				return []float64{0.01, 0.1, 1}
			}
			return nil // the default
		},
	})
	if err := encoder.Encode(os.Stdout, registry.Snapshot(), exposition.Format{}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// # TYPE db_query_seconds histogram
	// # HELP db_query_seconds time to query
	// db_query_seconds_bucket{le="0.01"} 0
	// db_query_seconds_bucket{le="0.1"} 1
	// db_query_seconds_bucket{le="1"} 1
	// db_query_seconds_bucket{le="+Inf"} 1
	// db_query_seconds_sum 0.01998848
	// db_query_seconds_count 1
	// # TYPE db_query_max_seconds gauge
	// # HELP db_query_max_seconds time to query (largest observation)
	// db_query_max_seconds 0.02
	// # TYPE db_query_errors_total counter
	// # HELP db_query_errors_total time to query (failed calls)
	// db_query_errors_total 0
}

func ExampleFormat() {
	fmt.Println(exposition.Format{}.ContentType())
	fmt.Println(exposition.Format{Syntax: exposition.OpenMetrics100, Escaping: exposition.AllowUTF8}.ContentType())
	// Output:
	// text/plain; version=0.0.4; charset=utf-8; escaping=underscores
	// application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8
}

func ExampleSyntax() {
	fmt.Println(exposition.Text004)
	fmt.Println(exposition.OpenMetrics100)
	// Output:
	// text/plain; version=0.0.4
	// application/openmetrics-text; version=1.0.0
}

func ExampleEscaping() {
	registry := metrics.NewRegistry(nil)
	registry.Gauge("météo/vent").Set(12)
	encoder := exposition.NewEncoder(nil)
	for _, e := range []exposition.Escaping{exposition.Underscores, exposition.Values, exposition.AllowUTF8} {
		fmt.Printf("%v:\n", e)
		if err := encoder.Encode(os.Stdout, registry.Snapshot(), exposition.Format{Escaping: e}); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// underscores:
	// # TYPE m_t_o_vent gauge
	// # HELP m_t_o_vent gauge météo/vent
	// m_t_o_vent 12
	// values:
	// # TYPE U__m_e9_t_e9_o__vent gauge
	// # HELP U__m_e9_t_e9_o__vent gauge météo/vent
	// U__m_e9_t_e9_o__vent 12
	// allow-utf-8:
	// # TYPE "météo_vent" gauge
	// # HELP "météo_vent" gauge météo/vent
	// {"météo_vent"} 12
}

func ExampleDefaultBuckets() {
	fmt.Println(exposition.DefaultBuckets("By")[:4])
	// Output: [64 256 1024 4096]
}
