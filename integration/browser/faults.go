package browser

import (
	"fmt"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// A Fault is one thing that went wrong on a page.
type Fault struct {
	Kind string // "console", "exception", "log", "network", "status" or "csp"
	URL  string // of the request, where there is one
	Text string
}

func (f Fault) String() string { return fmt.Sprintf("%s: %s %s", f.Kind, f.Text, f.URL) }

// reportViolations turns each violation of the page's Content-Security-Policy into an error on the console.
const reportViolations = `document.addEventListener('securitypolicyviolation', e =>
	console.error('securitypolicyviolation: ' + e.violatedDirective + ' blocks ' + e.blockedURI + ' ' + e.sample))`

// Faults returns what went wrong since the page was opened, in order: warnings and errors on the console, uncaught
// exceptions, requests that failed or were answered with a status of 400 or more, and violations of the
// Content-Security-Policy. Requests that the page itself gave up are none.
func (p *Page) Faults() []Fault {
	p.faults.mu.Lock()
	defer p.faults.mu.Unlock()
	return slices.Clone(p.faults.faults)
}

// recorder collects faults from the events of a tab.
type recorder struct {
	mu     sync.Mutex
	faults []Fault
	urls   map[network.RequestID]string
	bytes  int // of bodies and messages
}

func (r *recorder) received() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bytes
}

func (r *recorder) event(ev any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		r.console(e)
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if o := e.ExceptionDetails.Exception; o != nil {
			text += " " + o.Description
		}
		r.add("exception", e.ExceptionDetails.URL, text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelWarning || e.Entry.Level == log.EntryLevelError {
			r.add("log", e.Entry.URL, string(e.Entry.Source)+" "+e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if r.urls == nil {
			r.urls = make(map[network.RequestID]string)
		}
		r.urls[e.RequestID] = e.Request.URL
	case *network.EventDataReceived:
		r.bytes += int(e.DataLength) // streams have no other; nothing else comes while a page is live
	case *network.EventWebSocketFrameReceived:
		r.bytes += len(e.Response.PayloadData)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			r.add("status", e.Response.URL, fmt.Sprint(e.Response.Status))
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			r.add("network", r.urls[e.RequestID], e.ErrorText+string(e.BlockedReason))
		}
	case *audits.EventIssueAdded:
		if d := e.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
			r.add("csp", d.BlockedURL, d.ViolatedDirective)
		}
	}
}

func (r *recorder) console(e *runtime.EventConsoleAPICalled) {
	switch e.Type {
	case runtime.ConsoleAPICalledTypeWarning, runtime.ConsoleAPICalledTypeError, runtime.ConsoleAPICalledTypeAssert:
		text := string(e.Type)
		for _, a := range e.Args {
			text += fmt.Sprintf(" %s %s", a.Value, a.Description)
		}
		r.add("console", "", text)
	}
}

func (r *recorder) add(kind, url, text string) {
	r.faults = append(r.faults, Fault{Kind: kind, URL: url, Text: text})
}
