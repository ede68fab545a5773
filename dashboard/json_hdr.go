package dashboard

import "github.com/binnacle-go/metrics"

// encoded writes a distribution for tools that know HdrHistogram, and the size of the steps that its values are in.
// There is none while nothing was observed.
func (j *jsonTree) encoded(d *metrics.Distribution) {
	j.key("hdr")
	if hdr, err := d.EncodeHDR(); err == nil && d != nil {
		j.string(string(hdr))
	} else {
		j.null()
	}
	j.key("resolution")
	j.float(d.Resolution())
}
