package jsonview

import "github.com/binnacle-go/metrics"

// encoded writes a distribution for tools that know HdrHistogram, and the size of the steps that its values are in.
// There is none while nothing was observed.
func (d *document) encoded(x *metrics.Distribution) {
	d.key("hdr")
	if x != nil {
		d.string(string(x.EncodeHDR()))
	} else {
		d.null()
	}
	d.key("resolution")
	d.float(x.Resolution())
}
