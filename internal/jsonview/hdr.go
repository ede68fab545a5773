package jsonview

import "github.com/binnacle-go/metrics"

// encoded writes a distribution for tools that know HdrHistogram, and the size of the steps that its values are in.
// There is none while nothing was observed.
func (d *document) encoded(x *metrics.Distribution) {
	d.key("hdr")
	if hdr, err := x.EncodeHDR(); err == nil && x != nil {
		d.string(string(hdr))
	} else {
		d.null()
	}
	d.key("resolution")
	d.float(x.Resolution())
}
