// The ways in which updates come: a stream, another tab that has one, or polling where there can be none.

import { find, main } from "./dom.js";
import { canShare, join, leave, tell } from "./share.js";
import { begin, between, fresh, n, update } from "./update.js";

const patience = Math.max(5e3, 3 * main.dataset.step || 0); // without an update
const refusal = 3e4; // until a stream is tried again that the server refused
const pill = find("#state");
const states = {
	live: ["Live"],
	paused: ["Paused"],
	reconnecting: ["Reconnecting"],
	polling: ["Polling", "The page asks, for there is no stream"],
	stale: ["No data since ", "These values are old"],
	refused: ["Refused", "You may not see more"],
};
export let way = "reconnecting"; // how updates come, if they do
let paused = false;
let stream, watch, retry;
let poller; // whatever polls now
let wait = patience; // until a stream is tried again

export function show(newWay = way) {
	way = newWay;
	const state = paused ? "paused" : way != "refused" && performance.now() - fresh > patience ? "stale" : way;
	if (pill.dataset.state == state) return;
	pill.dataset.state = state;
	const [text, hint = ""] = states[state];
	pill.textContent = state == "stale" ? text + find("#time").textContent : text;
	pill.title = hint;
}

function address(after = n) {
	const query = new URLSearchParams(location.search);
	query.set("live", 1);
	query.set("after", after);
	if (between) query.set("whole", 1);
	return "?" + query;
}

function connect() {
	stream = new EventSource(address());
	stream.onmessage = ({ data }) => {
		wait = patience;
		take(JSON.parse(data), "live");
	};
	stream.onerror = () => {
		if (stream.readyState == EventSource.CLOSED) fall(refusal);
		else if (!poller) show("reconnecting");
	};
	expect();
}

// take brings the page up to date with what did not have to be asked for.
function take(news, by) {
	poller = null;
	expect();
	if (!bring(news, by)) ask(by, n);
}

// bring updates this tab and the others. How updates come is known before: what an update asks for comes the same way.
function bring(news, by) {
	way = by;
	tell([location.search, news, by]);
	const complete = update(news);
	show();
	return complete;
}

// hear takes what another tab tells, if it shows the same as this one.
function hear([view, news, by]) {
	if (view == location.search) take(news, by);
	else startPolling();
}

// expect falls back to polling if all stays silent.
function expect() {
	clearTimeout(watch);
	watch = setTimeout(fall, patience);
}

// fall polls until something comes by itself. A stream is tried again from time to time, by the tab that has it.
function fall(after = wait) {
	clearTimeout(watch);
	if (stream) {
		stream.close();
		clearTimeout(retry);
		retry = setTimeout(connect, after);
		wait = Math.min(wait * 2, 12e4);
	}
	startPolling();
}

function startPolling() {
	if (!poller) poll(poller = {});
}

async function poll(mine) {
	while (poller == mine) {
		const came = await ask("polling", n, () => poller == mine);
		await new Promise(done => setTimeout(done, came ? 1e3 : 3e3));
	}
}

// ask gets one update, and tells the other tabs. It is false if none came.
export async function ask(by, after, wanted = () => !paused) {
	try {
		const response = await fetch(address(after), { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) });
		if (!response.ok) throw response.status;
		const news = await response.json();
		if (!wanted()) return;
		bring(news, by);
		return true;
	} catch (problem) {
		if (poller && wanted()) show(problem == 401 || problem == 403 ? "refused" : "reconnecting");
	}
}

// run begins to follow the data, or stops if nobody wants to see it.
export function run() {
	stream?.close();
	stream = poller = null;
	clearTimeout(watch);
	clearTimeout(retry);
	if (canShare) leave();
	if (!paused && !document.hidden) {
		begin();
		way = "reconnecting";
		if (canShare) {
			join(connect, hear);
			expect();
		} else {
			startPolling();
		}
	}
	show();
}

export function pause() {
	paused = !paused;
	find("#pause").textContent = paused ? "Resume" : "Pause";
	run();
}
