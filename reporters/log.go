package reporters

import (
	"log/slog"
	"time"
)

// stateLog writes a line when delivery begins to fail, to have points rejected, to lose points, or to work again, and
// none while that lasts.
type stateLog struct {
	logger    *slog.Logger
	reporter  string
	failing   bool
	losing    bool
	rejecting time.Time // the newest tick of which something was rejected, zero after one of which nothing was
	diskError bool
}

func (l *stateLog) failed(err error) {
	if !l.failing {
		l.logger.Warn("reporter is failing", "reporter", l.reporter, "error", err)
	}
	l.failing = true
}

func (l *stateLog) overflowed(o *Options) {
	if !l.losing {
		l.logger.Warn("reporter's spool is full; the oldest points are dropped", "reporter", l.reporter,
			"bytes", o.Spool, "age", o.SpoolAge)
	}
	l.losing = true
}

// settled is told the outcome of each attempt.
func (l *stateLog) settled(out settled, err error, queued uint64) {
	switch out.outcome {
	case retry:
		l.failed(err)
	case rejected, partial, spoilt:
		if l.rejecting.IsZero() {
			l.logger.Warn("reporter's backend rejects points", "reporter", l.reporter, "error", err)
		}
		l.rejecting = out.tick
	}
	// A tick is well when all of its parts are.
	if out.last && out.outcome == delivered && !l.rejecting.Equal(out.tick) {
		l.works(queued)
	}
}

func (l *stateLog) works(queued uint64) {
	if l.failing || l.losing || !l.rejecting.IsZero() {
		l.logger.Info("reporter works again", "reporter", l.reporter, "queued_points", queued)
	}
	l.failing, l.losing, l.rejecting = false, false, time.Time{}
}

func (l *stateLog) damaged(err error) {
	l.logger.Warn("reporter's spool was damaged; what is intact of it is delivered", "reporter", l.reporter, "error", err)
}

func (l *stateLog) disk(err error) {
	if err != nil && !l.diskError {
		l.logger.Warn("reporter's spool is not safe on disk", "reporter", l.reporter, "error", err)
	} else if err == nil && l.diskError {
		l.logger.Info("reporter's spool is on disk again", "reporter", l.reporter)
	}
	l.diskError = err != nil
}
