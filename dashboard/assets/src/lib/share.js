// All tabs of a browser share one stream: on HTTP/1.1 it opens no more than six connections to a server, and each stream
// would keep one from the program's own pages. Who holds the lock has the stream and tells the others what comes.

const name = "binnacle " + location.pathname;
let channel, left, release;

// canShare is false on pages that are neither encrypted nor of this machine: they have no locks, and poll.
export const canShare = "locks" in navigator && "BroadcastChannel" in self;

// join calls lead when it is this tab's turn to have the stream, and hear with all that the tab tells that has it.
export function join(lead, hear) {
	const leaving = left = new AbortController();
	channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }) => hear(data);
	navigator.locks.request(name, { signal: left.signal }, () => leaving.signal.aborted || new Promise(done => {
		release = done;
		lead();
	})).catch(() => {}); // it left before its turn came
}

export const tell = news => release && channel.postMessage(news);

export function leave() {
	left?.abort();
	channel?.close();
	release?.();
	left = channel = release = null;
}
