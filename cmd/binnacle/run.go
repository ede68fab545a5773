package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// A command is one of the words after "binnacle".
type command struct {
	name  string
	args  string // what it is given, for the usage text
	short string // one line
	long  string // paragraphs
	// flags declares its flags, and returns what runs it with the other arguments.
	flags func(*flag.FlagSet) action
}

// An action does what a command is for, until it is done or ctx is.
type action func(ctx context.Context, args []string, stdout, stderr io.Writer) error

var commands = []command{openCommand, dumpCommand, tailCommand}

// A usageError is a mistake in the command line.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// run is the program, until ctx is done. It returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := dispatch(ctx, args, stdout, stderr)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return exitDone
	}
	fmt.Fprintln(stderr, "binnacle:", err)
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	return exitFailed
}

func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		usage(stderr)
		return usagef("say what to do")
	}
	if slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		return help(args[1:], stdout)
	}
	c, err := find(args[0])
	if err != nil {
		return err
	}
	set, act := c.flagSet()
	rest, err := parseFlags(set, args[1:])
	if errors.Is(err, flag.ErrHelp) {
		c.usage(stdout)
		return err
	}
	if err != nil {
		return usagef("%s: %w; see binnacle help %s", c.name, err, c.name)
	}
	if err := act(ctx, rest, stdout, stderr); err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	return nil
}

func find(name string) (*command, error) {
	for i := range commands {
		if commands[i].name == name {
			return &commands[i], nil
		}
	}
	return nil, usagef("there is no command %q; see binnacle help", name)
}

func (c *command) flagSet() (*flag.FlagSet, action) {
	set := flag.NewFlagSet(c.name, flag.ContinueOnError)
	set.SetOutput(io.Discard) // the caller reports the error
	set.Usage = func() {}
	return set, c.flags(set)
}

// parseFlags reads flags before, between and behind the other arguments, which it returns.
func parseFlags(set *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		after := set.Args()
		if len(after) == 0 {
			return rest, nil
		}
		if at := len(args) - len(after); at > 0 && args[at-1] == "--" {
			return append(rest, after...), nil
		}
		rest, args = append(rest, after[0]), after[1:]
	}
}

// only returns the one argument that a command is given.
func only(args []string, what string) (string, error) {
	switch {
	case len(args) == 0 || args[0] == "":
		return "", usagef("say %s", what)
	case len(args) > 1:
		return "", usagef("unexpected argument %q: one at a time", args[1])
	}
	return args[0], nil
}
