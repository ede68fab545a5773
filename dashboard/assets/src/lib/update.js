// Updates of the page, whichever way they come.

import { ask, way } from "./connection.js";
import { all, find, main } from "./dom.js";
import { Row } from "./row.js";

let rows = [];
export let n; // the sample that is shown
let sharpening = false; // all values of the sparklines were asked for
export let between; // the page was made between two samples and shows more than the earlier one

// See tells rows whether somebody sees them. It looks at rows alone, for each thing that it looks at costs time.
const see = new IntersectionObserver(entries => {
	for (const { target, isIntersecting } of entries) {
		const row = rows[target.dataset.i];
		if (row?.row != target) continue;
		row.visible = isIntersecting;
		row.draw();
	}
}, { rootMargin: "9%" });

const roles = { rowgroup: "tbody", row: "tr", columnheader: "thead th", rowheader: "tbody th", cell: "td" };

// learn takes the page as the server made it.
export function learn() {
	n = +main.dataset.n;
	between = true;
	fresh = performance.now();
	const slots = +main.dataset.slots;
	rows = [];
	for (const row of all("tr[data-i]", main)) rows[row.dataset.i] = new Row(row, slots);
	// On narrow screens rows are laid out as cards, which some browsers then take for no rows.
	for (const role in roles) for (const element of all(roles[role], main)) element.setAttribute("role", role);
	see.disconnect();
	for (const { row } of rows) see.observe(row);
}

addEventListener("beforeprint", () => {
	for (const row of rows) {
		row.visible = true;
		row.draw();
	}
});

export let fresh = performance.now(); // when the page was last brought up to date

// begin lets the page count as fresh: old numbers are no news yet.
export function begin() {
	fresh = performance.now();
}

// update brings the page to a later sample. It returns false if it cannot: something before that is missing.
export function update(u) {
	if (u.n < n && n - u.n < 10) return true; // another one was faster
	if (u.v && u.v != main.dataset.rows) refresh();
	else if (u.f || u.n == n + 1 && !between) apply(u);
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
		const [, name, tone] = key.match(/(.*?)(!?)$/);
		const part = place(name)?.querySelectorAll("i, b, span, td")[name.split(".")[1]];
		if (part) part.textContent = u.c[key];
		for (const element of all(`[data-c="${name}"]`)) element[tone ? "className" : "textContent"] = u.c[key];
	}
	for (const key in u.h) place(key).querySelector("a").href = u.h[key];
	if (u.n != n) fresh = performance.now();
	main.dataset.n = n = u.n;
	const clock = find("#time");
	const time = new Date(n * main.dataset.step + +clock.dataset.offset).toISOString();
	clock.textContent = time.slice(11, 19) + clock.textContent.slice(8);
	between = false;
	if (!sharpening && rows.some(row => row.visible && row.sparks.some(spark => spark.blurred()))) {
		sharpening = true;
		ask(way, 0).then(() => { sharpening = false; });
	}
}

// place is the row of a list that a key names: by the list's own letter and a number.
function place(key) {
	const [, list, i] = key.match(/^([a-z])(\d+)/) || [];
	return list && find(`[data-l=${list}] tbody`)?.rows[i];
}

let loading = false;
let loaded = 0;

// refresh gets the page anew, unless that was done just now.
async function refresh() {
	if (loading || performance.now() - loaded < 3e3) return;
	loading = true;
	const { document } = await fetchPage(location.href);
	loading = false;
	loaded = performance.now();
	if (document) replace(document);
}

// fetchPage gets a page as a document. Only this interface may: a document of a string would be markup from a script.
export const fetchPage = url => new Promise(done => {
	const request = new XMLHttpRequest();
	request.open("GET", url);
	request.responseType = "document";
	request.setRequestHeader("Accept", "text/html");
	request.onloadend = () => done({ status: request.status, document: request.response });
	request.send();
});

export function replace(next) {
	const from = find("main", next);
	if (!from) return;
	const focus = document.activeElement.getAttribute("href");
	for (const name of ["n", "step", "rows", "slot", "slots"]) main.dataset[name] = from.dataset[name] ?? "";
	const { scrollX, scrollY } = window;
	main.replaceChildren(...[...from.childNodes].map(node => document.adoptNode(node)));
	document.title = next.title;
	const navs = all("header nav, footer nav", next);
	all("header nav, footer nav").forEach((nav, i) => navs[i] && nav.replaceWith(document.adoptNode(navs[i])));
	learn();
	if (document.activeElement == document.body && focus) {
		all("a", main).find(a => a.getAttribute("href") == focus)?.focus({ preventScroll: true });
	}
	scrollTo(scrollX, scrollY);
}
