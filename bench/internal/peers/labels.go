package peers

import (
	"strconv"

	hashicorp "github.com/hashicorp/go-metrics"
)

// pair is the values of two labels.
type pair struct{ method, code string }

// The pairs that lookups walk through, 8 methods by 8 codes, and the same in the forms that libraries want them in.
var (
	pairs           [64]pair
	names           [64]string
	hashicorpLabels [64][]hashicorp.Label
	tallyTags       [64]map[string]string
)

func init() {
	methods := []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
	for i := range pairs {
		p := pair{methods[i&7], strconv.Itoa(200 + 50*(i>>3))}
		pairs[i] = p
		names[i] = `requests_total{method="` + p.method + `",code="` + p.code + `"}`
		hashicorpLabels[i] = []hashicorp.Label{{Name: "method", Value: p.method}, {Name: "code", Value: p.code}}
		tallyTags[i] = map[string]string{"method": p.method, "code": p.code}
	}
}

func pairAt(i int) *pair { return &pairs[i%len(pairs)] }
