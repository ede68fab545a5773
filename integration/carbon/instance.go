package carbon

import (
	"regexp"
	"time"

	"github.com/go-graphite/go-carbon/cache"
	"github.com/go-graphite/go-carbon/carbonserver"
	"github.com/go-graphite/go-carbon/persister"
	"github.com/go-graphite/go-carbon/receiver"
	_ "github.com/go-graphite/go-carbon/receiver/tcp" // registers the plaintext and the pickle protocol
	_ "github.com/go-graphite/go-carbon/receiver/udp" // registers the plaintext protocol over UDP
	"github.com/lomik/zapwriter"
)

// instance is one run of go-carbon, of the parts that a Carbon has: receivers, cache, whisper files and render API. Its
// own "carbon" package would bring Kafka and Pub/Sub with it.
type instance struct {
	cache     *cache.Cache
	disk      *persister.Whisper
	receivers []receiver.Receiver
	web       *carbonserver.CarbonserverListener
}

// retention keeps a point of each second, so that nothing is aggregated before it is read back.
const retention = "1s:30m"

// start runs go-carbon with its data in dir: plaintext over TCP and UDP at one address, pickle and the render API at
// others.
func start(dir, plainAddr, pickleAddr, webAddr string) (*instance, error) {
	if err := zapwriter.ApplyConfig([]zapwriter.Config{{File: "none", Level: "error"}}); err != nil {
		return nil, err
	}
	disk, queue, err := storage(dir)
	if err != nil {
		return nil, err
	}
	run := &instance{cache: queue, disk: disk}
	if err := run.listen(map[string]string{"tcp": plainAddr, "udp": plainAddr, "pickle": pickleAddr}); err != nil {
		return nil, err
	}
	run.web = server(dir, queue)
	if err := run.web.Listen(webAddr); err != nil {
		run.stopReceivers()
		return nil, err
	}
	return run, disk.Start()
}

// listen starts a receiver for each protocol, or none.
func (run *instance) listen(addrs map[string]string) error {
	for protocol, addr := range addrs {
		r, err := receiver.New(protocol, map[string]any{"protocol": protocol, "listen": addr}, run.cache.Add)
		if err != nil {
			run.stopReceivers()
			return err
		}
		run.receivers = append(run.receivers, r)
	}
	return nil
}

func (run *instance) stopReceivers() {
	for _, r := range run.receivers {
		r.Stop()
	}
}

// stop ends a run whose receivers have been stopped.
func (run *instance) stop() error {
	run.disk.Stop()
	run.cache.Stop()
	return run.web.Stop()
}

func storage(dir string) (*persister.Whisper, *cache.Cache, error) {
	retentions, err := persister.ParseRetentionDefs(retention)
	if err != nil {
		return nil, nil, err
	}
	schemas := persister.WhisperSchemas{{
		Name: "everything", Pattern: regexp.MustCompile(""), RetentionStr: retention, Retentions: retentions,
	}}
	queue := cache.New()
	queue.SetMaxSize(1_000_000)
	disk := persister.NewWhisper(dir, schemas, persister.NewWhisperAggregation(),
		queue.WriteoutQueue().Get, queue.PopNotConfirmed, queue.Confirm, queue.Pop)
	disk.SetWorkers(1)
	disk.SetFLock(true)
	return disk, queue, nil
}

// server returns the render API. It is without its caches, which would answer for a second that a new series does
// not exist, and with an index, without which its Stop panics. Both sides lock the files, because a read of a file that
// is just being created panics.
func server(dir string, queue *cache.Cache) *carbonserver.CarbonserverListener {
	web := carbonserver.NewCarbonserverListener(queue.Get)
	web.SetWhisperData(dir)
	web.SetFLock(true)
	web.SetMaxGlobs(100_000)
	web.SetMaxMetricsGlobbed(100_000)
	web.SetMaxMetricsRendered(100_000)
	web.SetBuckets(10)
	web.SetTrigramIndex(true)
	web.SetScanFrequency(50 * time.Millisecond)
	web.SetReadTimeout(10 * time.Second)
	web.SetIdleTimeout(10 * time.Second)
	web.SetWriteTimeout(10 * time.Second)
	return web
}
