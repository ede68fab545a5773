package reporters

import "log/slog"

// stateLog writes a line when delivery begins to fail, to lose points, or to work again, and none while that lasts.
type stateLog struct {
	logger   *slog.Logger
	reporter string
	failing  bool
	losing   bool
}

func (l *stateLog) failed(err error) {
	if !l.failing {
		l.logger.Warn("reporter is failing", "reporter", l.reporter, "error", err)
	}
	l.failing = true
}

func (l *stateLog) overflowed(limit int) {
	if !l.losing {
		l.logger.Warn("reporter's spool is full; the oldest points are dropped", "reporter", l.reporter, "bytes", limit)
	}
	l.losing = true
}

func (l *stateLog) delivered(queued uint64) {
	if l.failing || l.losing {
		l.logger.Info("reporter works again", "reporter", l.reporter, "queued_points", queued)
	}
	l.failing, l.losing = false, false
}
