// Package outage puts reporters through outages of real servers. A server in a process of its own is stopped with
// SIGSTOP, killed with SIGKILL and started again, at random moments, while a reporter sends a thousand values a tick;
// then what the server has is compared with what there was to report. Other libraries' reporters go through the same.
package outage
