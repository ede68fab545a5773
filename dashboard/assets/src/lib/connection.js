// The ways in which updates come: a stream, or polling where there can be none.

import { find } from "./dom.js";
import { begin, between, fresh, n, update } from "./update.js";

const patience = 5e3; // without an update
const pill = find("#state");
const states = { live: "Live", paused: "Paused", reconnecting: "Reconnecting", polling: "Polling", stale: "Stale" };
export let way = "reconnecting"; // how updates come, if they do
let paused = false;
let stream, watch, retry;
let poller; // whatever polls now
let wait = patience; // until a stream is tried again

export function show(newWay = way) {
	way = newWay;
	const state = paused ? "paused" : performance.now() - fresh > patience ? "stale" : way;
	if (pill.dataset.state == state) return;
	pill.dataset.state = state;
	pill.textContent = states[state];
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
		poller = null;
		wait = patience;
		expect();
		if (!update(JSON.parse(data))) ask("live", n);
		show("live");
	};
	stream.onerror = () => {
		if (stream.readyState == EventSource.CLOSED) fall();
		else if (!poller) show("reconnecting");
	};
	expect();
}

// expect falls back to polling if the stream stays silent.
function expect() {
	clearTimeout(watch);
	watch = setTimeout(fall, patience);
}

// fall polls until a stream, which is tried again from time to time, brings something.
function fall() {
	stream.close();
	clearTimeout(watch);
	retry = setTimeout(connect, wait);
	wait = Math.min(wait * 2, 12e4);
	if (!poller) poll(poller = {});
}

async function poll(mine) {
	while (poller == mine) {
		await ask("polling", n, () => poller == mine);
		await new Promise(done => setTimeout(done, 1e3));
	}
}

// ask gets one update.
export async function ask(by, after, wanted = () => !paused) {
	try {
		const response = await fetch(address(after), { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) });
		if (!response.ok) throw response.status;
		const news = await response.json();
		if (wanted()) update(news), show(by);
	} catch {
		if (wanted()) show("reconnecting");
	}
}

// run begins to follow the data, or stops if nobody wants to see it.
export function run() {
	stream?.close();
	clearTimeout(watch);
	clearTimeout(retry);
	poller = null;
	if (!paused && !document.hidden) {
		begin();
		way = "reconnecting";
		connect();
	}
	show();
}

export function pause() {
	paused = !paused;
	find("#pause").textContent = paused ? "Resume" : "Pause";
	run();
}
