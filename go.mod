module github.com/binnacle-go/metrics

go 1.26.0

require (
	github.com/HdrHistogram/hdrhistogram-go v1.4.0
	github.com/a-h/templ v0.3.977
	go.uber.org/goleak v1.3.0
)
