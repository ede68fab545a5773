// Follows the data of the page: a stream of updates, or polling where there can be none. The server has drawn
// everything already; updates bring numbers, which are written and drawn here as the server does it.

const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// --- Colours ---

const themes = ["auto", "light", "dark"];
const themeKey = "binnacle-theme";

function setTheme(theme) {
	document.documentElement.dataset.theme = theme;
	const button = find("#theme");
	if (button) button.textContent = theme[0].toUpperCase() + theme.slice(1);
}

function storedTheme() {
	try {
		const theme = localStorage.getItem(themeKey);
		return themes.includes(theme) ? theme : "auto";
	} catch { // storage may be refused
		return "auto";
	}
}

function nextTheme() {
	const theme = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % 3];
	setTheme(theme);
	try {
		localStorage.setItem(themeKey, theme);
	} catch {}
}

// --- Numbers, as package human writes them ---

const scales = {
	"": [[1, ""], [1e3, "k"], [1e6, "M"], [1e9, "G"], [1e12, "T"], [1e15, "P"], [1e18, "E"]],
	By: [[1, "B"], [2 ** 10, "KiB"], [2 ** 20, "MiB"], [2 ** 30, "GiB"], [2 ** 40, "TiB"], [2 ** 50, "PiB"], [2 ** 60, "EiB"]],
	s: [[1e-9, "ns"], [1e-6, "µs"], [1e-3, "ms"], [1, "s"], [60, "min"], [3600, "h"], [86400, "d"]],
};
const seconds = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60, h: 3600, d: 86400 };

function scaled(v, scale) {
	const size = Math.abs(v);
	let i = scale.length - 1;
	while (i > 0 && size < scale[i][0]) i--;
	for (; ; i++) {
		const n = size / scale[i][0];
		const rounded = n < 99.95 ? Math.round(n * 10) / 10 : Math.round(n);
		if (i + 1 < scale.length && rounded * scale[i][0] >= scale[i + 1][0]) continue;
		let text = rounded.toFixed(rounded >= 99.95 || i == 0 && Number.isInteger(rounded) ? 0 : 1);
		if (rounded >= 1e6) text = exponent(rounded);
		return (v < 0 ? "-" : "") + text + " " + scale[i][1];
	}
}

const exponent = v => v.toExponential(2).replace(/\.?0+e/, "e");

function small(v) {
	if (Number.isInteger(v)) return String(v);
	return v && Math.abs(v) < 1e-4 ? exponent(v) : String(+v.toPrecision(3));
}

function number(v) {
	const size = Math.abs(v);
	return size < 999.5 || size < 1e4 && Number.isInteger(v) ? small(v) : scaled(v, scales[""]).trimEnd();
}

function share(v) {
	const percent = 100 * v;
	if (percent > 0 && percent < .1) return "<0.1 %";
	return percent.toFixed(percent > 0 && percent < 9.95 ? 1 : 0) + " %";
}

function rate(v) {
	if (!v) return "0 /s";
	return Math.abs(v) < .05 ? small(v) + " /s" : scaled(v, scales[""]) + "/s";
}

function write(v, unit, form) {
	if (Number.isNaN(v)) return "–";
	if (form == "%") return share(v);
	if (form == "u/s" && unit == "By") return scaled(v, scales.By) + "/s";
	if (form) return rate(v);
	if (unit in seconds) return v ? scaled(v * seconds[unit], scales.s) : "0 s";
	if (unit == "By") return scaled(v, scales.By);
	return number(v) + (!unit || unit == "1" || unit.length > 4 || unit[0] == "{" ? "" : " " + unit);
}

// --- Sparklines ---

const margin = 3;

// Spark is a sparkline whose values are read back from the line that the server drew.
class Spark {
	constructor(svg, unit, slots) {
		this.top = find("b", svg.parentNode); // the value at the upper edge of a large chart
		[this.svg, this.unit, this.slots] = [svg, unit, slots];
		[this.path, this.dot] = svg.children;
		[, , this.width, this.height] = svg.getAttribute("viewBox").split(" ").map(Number);
		this.step = Math.max(Math.trunc((this.width - 2 * margin) / (slots - 1)), 1);
		const [low, high, form] = svg.dataset.s.split(" ");
		[this.low, this.high, this.form] = [+low, +high, form || ""];
		this.zero = this.low == 0;
		this.values = this.read();
		this.coarse = slots; // values that are only as exact as the line
		this.drawn = true;
		this.visible = false;
	}

	read() {
		const values = Array(this.slots).fill(NaN);
		const scale = (this.high - this.low) / (this.height - 2 * margin);
		const from = this.width - margin - this.step * (this.slots - 1);
		const put = (x, y) => { values[(x - from) / this.step] = this.low + (this.height - margin - y) * scale; };
		for (const [, x0, y0, steps] of this.path.getAttribute("d").matchAll(/M(\d+) (\d+)(?:l([-\d ]+))?/g)) {
			let [x, y] = [+x0, +y0];
			put(x, y);
			const moves = (steps || "").match(/-?\d+/g) || [];
			for (let i = 0; i < moves.length; i += 2) put(x += +moves[i], y += +moves[i + 1]);
		}
		return values;
	}

	// push takes the newest values, behind the last of which the line has moved on by some places.
	push(values, places) {
		const kept = Math.max(this.slots - Math.max(values.length - places, 0), 0);
		this.values = [...this.values.slice(0, kept), ...values].slice(-this.slots);
		this.coarse = values.length < this.slots ? this.coarse - places : 0;
		this.drawn = false;
	}

	extremes() {
		const known = this.values.filter(v => v == v);
		return known.length ? [Math.min(...known), Math.max(...known)] : [NaN, NaN];
	}

	scale() {
		let [low, high] = this.extremes();
		if (low >= 0 && (this.zero || low < high / 2)) low = 0;
		const largest = Math.max(Math.abs(low), Math.abs(high));
		if (high - low > largest / 50) return [low, high];
		return largest > 0 ? [low - largest / 20, high + largest / 20] : [0, 1];
	}

	draw() {
		if (this.drawn || !this.visible) return;
		this.drawn = true;
		const [low, high] = this.scale();
		const left = this.width - margin - this.step * (this.values.length - 1);
		let [d, y, down, lines, length, start] = ["", 0, false, 0, 0, 0];
		this.values.forEach((v, i) => {
			const to = this.height - margin - Math.round((v - low) / (high - low) * (this.height - 2 * margin));
			if (v != v) down = false;
			else if (!down) {
				const alone = !(this.values[i + 1] == this.values[i + 1]);
				start = left + i * this.step;
				d += `M${start} ${to}` + (i + 1 == this.values.length || alone ? "h0" : "l");
				lines++;
				down = true;
			} else {
				d += `${this.step} ${to - y} `;
				length += Math.hypot(this.step, to - y);
			}
			y = v == v ? to : y;
		});
		if (lines == 1 && length) {
			d += `V${this.height - margin}H${start}z`;
			this.path.setAttribute("stroke-dasharray", Math.ceil(length) + " 9999");
		} else {
			this.path.removeAttribute("stroke-dasharray");
		}
		this.path.setAttribute("d", d);
		if (this.top) this.top.textContent = write(high, this.unit, this.form);
		this.dot.setAttribute("cy", y);
		this.dot.setAttribute("r", down ? 2 : 0);
	}

	describe() {
		const [low, high] = this.extremes();
		const text = v => write(v, this.unit, this.form);
		this.svg.setAttribute("aria-label", low != low ? "no data"
			: `now ${text(this.values.at(-1))}, lowest ${text(low)}, highest ${text(high)}, ${this.trend()}`);
	}

	trend() {
		const third = Math.ceil(this.values.length / 3);
		const mean = values => (values = values.filter(v => v == v)).reduce((a, b) => a + b, 0) / values.length;
		const [before, after] = [mean(this.values.slice(0, third)), mean(this.values.slice(-third))];
		const band = Math.max(Math.abs(before), Math.abs(after)) / 10;
		return after > before + band ? "rising" : after < before - band ? "falling" : "steady";
	}

	// blurred reports whether the line has grown so much that it shows how coarse its old values are.
	blurred() {
		const [low, high] = this.scale();
		return this.coarse > 0 && high - low < (this.high - this.low) / 3;
	}
}

// --- Rows ---

const main = find("main");
const value = field => field == "-" ? NaN : +field;

// Row is the row of a series.
class Row {
	constructor(row, slots) {
		const table = row.closest("table");
		const forms = all("thead th", table).map(th => th.dataset.u || "");
		this.heading = find("th", row);
		this.unit = row.dataset.u ?? table.dataset.u ?? "";
		this.now = find("[data-now]", row);
		this.shares = all("td b", row);
		this.bars = all("rect", row);
		this.cells = all("td", row).filter(td => !find("svg", td)).map(td => ({ td, form: forms[td.cellIndex] }));
		this.drawn = this.cells.findIndex(({ td, form }) => td == this.now && (form || table.className == "gauges"));
		this.sparks = all(".spark", row).map(svg => new Spark(svg, this.unit, slots));
	}

	update(fields, whole, places) {
		if (this.bars.length) this.setShares(fields);
		else this.cells.forEach((cell, i) => fields[i] && this.setCell(cell, fields[i], whole));
		const values = (fields[this.cells.length] || fields[this.drawn] || "").split(" ").filter(Boolean).map(value);
		for (const spark of this.sparks) {
			if (values.length || places) spark.push(values.length ? values : [spark.values.at(-1)], places);
			spark.draw();
			if (places && spark.visible) spark.describe();
		}
	}

	setCell({ td, form }, field, whole) {
		if ("total" in td.dataset) {
			const total = BigInt(field) + (whole ? 0n : BigInt(td.dataset.total));
			td.dataset.total = total;
			td.firstChild.data = total.toLocaleString("en-US");
			return;
		}
		const v = value(field);
		td.firstChild.data = write(v, this.unit, form);
		if (form == "%") td.classList.toggle("bad", v > 0);
	}

	setShares(fields) {
		let x = 0;
		this.bars.forEach((bar, i) => {
			if (fields[i]) {
				this.shares[i].textContent = fields[i] + " %";
				bar.setAttribute("width", fields[i]);
			}
			bar.setAttribute("x", x);
			x += +bar.getAttribute("width");
		});
	}

	note(text) {
		find("em", this.heading)?.remove();
		if (!text) return;
		const note = document.createElement("em");
		note.textContent = text;
		this.heading.insertBefore(note, find("small", this.heading));
	}
}

// --- Updates ---

let rows = [];
let n; // the sample that is shown
let between; // the page was made between two samples and shows more than the earlier one

const observer = new IntersectionObserver(entries => {
	for (const { target, isIntersecting } of entries) {
		target.spark.visible = isIntersecting;
		target.spark.draw();
	}
});

const roles = { table: "table", rowgroup: "tbody", row: "tr", columnheader: "thead th", rowheader: "tbody th", cell: "td" };

// learn takes the page as the server made it.
function learn() {
	n = +main.dataset.n;
	between = true;
	fresh = performance.now();
	const slots = +main.dataset.slots;
	rows = [];
	for (const row of all("tr[data-i]", main)) rows[row.dataset.i] = new Row(row, slots);
	for (const chart of all("figure[data-i]", main)) {
		const row = rows[chart.dataset.i];
		row.sparks.push(new Spark(find("svg", chart), row.unit, slots));
	}
	// Rows become cards on narrow screens, where some browsers take them for no table any more.
	for (const role in roles) for (const element of all(roles[role], main)) element.role = role;
	observer.disconnect();
	for (const spark of rows.flatMap(row => row.sparks)) {
		spark.svg.spark = spark;
		observer.observe(spark.svg);
	}
}

let fresh = performance.now(); // when the page was last brought up to date

// update brings the page to a later sample. It returns false if it cannot: something in between is missing.
function update(u) {
	if (u.v && u.v != main.dataset.rows) refresh();
	else if (u.f || u.n == n + 1) apply(u);
	else if (u.n > n) return false;
	return true;
}

function apply(u) {
	const slot = sample => Math.floor((sample - 1) / main.dataset.slot);
	const places = Math.max(slot(u.n) - slot(n), 0);
	const fields = [];
	let i = 0;
	for (const text of u.r ? u.r.split(";") : []) {
		const [, index, row] = text.match(/^(?:(\d+):)?(.*)/);
		if (index) i = +index;
		fields[i++] = row.split(",");
	}
	rows.forEach((row, i) => row.update(fields[i] || [], u.f, places));
	for (const i in u.t) rows[i].now.textContent = u.t[i];
	for (const i in u.o) rows[i].note(u.o[i]);
	for (const key in u.c) {
		for (const element of all(`[data-c="${key}"]`)) {
			element.textContent = u.c[key];
			if (key == "overflow" || key == "failing") element.classList.toggle("bad", u.c[key] != "0");
		}
	}
	if (u.n != n) fresh = performance.now();
	n = u.n;
	between = false;
	if (rows.some(row => row.sparks.some(spark => spark.blurred()))) refresh(15e3);
}

let loading = false;
let loaded = 0;

// refresh gets the page anew, unless that was done just now.
function refresh(pause = 3e3) {
	if (loading || performance.now() - loaded < pause) return;
	loading = true;
	const request = new XMLHttpRequest();
	request.open("GET", location.href);
	request.responseType = "document";
	request.setRequestHeader("Accept", "text/html");
	request.onloadend = () => {
		loading = false;
		loaded = performance.now();
		if (request.response) replace(request.response);
	};
	request.send();
}

function replace(next) {
	const from = find("main", next);
	if (!from) return;
	const focus = document.activeElement.getAttribute("href");
	for (const name of ["n", "rows", "slot", "slots"]) main.dataset[name] = from.dataset[name] ?? "";
	const { scrollX, scrollY } = window;
	main.replaceChildren(...[...from.childNodes].map(node => document.adoptNode(node)));
	document.title = next.title;
	learn();
	if (document.activeElement == document.body && focus) {
		all("a", main).find(a => a.getAttribute("href") == focus)?.focus({ preventScroll: true });
	}
	scrollTo(scrollX, scrollY);
}

// --- Connection ---

const patience = 5e3; // without an update
const pill = find("#state");
const states = { live: "Live", paused: "Paused", reconnecting: "Reconnecting", polling: "Polling", stale: "Stale" };
let way = "reconnecting"; // how updates come, if they do
let paused = false;
let stream, watch, retry;
let poller; // whatever polls now
let wait = patience; // until a stream is tried again

function show(newWay = way) {
	way = newWay;
	const state = paused ? "paused" : performance.now() - fresh > patience ? "stale" : way;
	if (pill.dataset.state == state) return;
	pill.dataset.state = state;
	pill.textContent = states[state];
}

function address() {
	const query = new URLSearchParams(location.search);
	query.set("live", 1);
	query.set("after", n);
	if (between) query.set("whole", 1);
	return "?" + query;
}

function connect() {
	stream = new EventSource(address());
	stream.onmessage = ({ data }) => {
		poller = null;
		wait = patience;
		expect();
		if (!update(JSON.parse(data))) ask("live");
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
		await ask("polling", () => poller == mine);
		await new Promise(done => setTimeout(done, 1e3));
	}
}

// ask gets one update.
async function ask(by, wanted = () => !paused) {
	try {
		const response = await fetch(address(), { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) });
		if (!response.ok) throw response.status;
		const news = await response.json();
		if (wanted()) update(news), show(by);
	} catch {
		if (wanted()) show("reconnecting");
	}
}

// run begins to follow the data, or stops if nobody wants to see it.
function run() {
	stream?.close();
	clearTimeout(watch);
	clearTimeout(retry);
	poller = null;
	if (!paused && !document.hidden) {
		way = "reconnecting";
		connect();
	}
	show();
}

function pause() {
	paused = !paused;
	find("#pause").textContent = paused ? "Resume" : "Pause";
	run();
}

setTheme(storedTheme());
find("#theme").addEventListener("click", nextTheme);
if (main.dataset.n) {
	learn();
	run();
	setInterval(show, 1e3);
	find("#pause").addEventListener("click", pause);
	document.addEventListener("visibilitychange", run);
	document.addEventListener("keydown", event => {
		if (event.key != " " || event.target.closest("a, button, input")) return;
		event.preventDefault();
		pause();
	});
}
