package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// turn lets one write at a time run apart, so that a disk or a pipe that hangs holds nobody up for longer than asked.
// The goroutine that hangs in it ends when the system lets go of it.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

var errHangs = errors.New("the write before this one still hangs")

// do calls write with a body that it may keep, and waits for it or for the end of ctx.
func (t turn) do(ctx context.Context, body []byte, write func([]byte) error) error {
	select {
	case t <- struct{}{}:
	default:
		return errHangs
	}
	body = bytes.Clone(body)
	done := make(chan error, 1)
	go func() {
		err := try(write, body)
		<-t // before the outcome, so that the next turn is free for who has seen it
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the write hangs: %w", context.Cause(ctx))
	}
}

// try makes an error of a panic, which would otherwise end the program.
func try(write func([]byte) error, body []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return write(body)
}
