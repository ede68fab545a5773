// The exact numbers of a row, shown beside it while the pointer rests on it or it has the focus. Loaded when that first
// happens. They are asked for then: the page itself has only as many digits as people read.

import { hide as remove, place, show, tooltip } from "./lib/tip.js";

const grid = "display:grid;grid-template-columns:auto 1fr auto 1fr;gap:0 1rem";

export function start({ find }) {
	const tip = tooltip("exact", find("footer"));
	const list = tip.appendChild(document.createElement("dl"));
	list.style.cssText = grid;
	let row, timer;

	const hide = () => {
		clearTimeout(timer);
		row?.removeAttribute("aria-describedby");
		row = null;
		remove(tip);
	};
	document.addEventListener("keydown", event => event.key == "Escape" && hide());
	document.addEventListener("scroll", () => tip.hidden || place(tip, row.getBoundingClientRect()), { passive: true });

	return next => {
		if (row == next) return;
		hide();
		row = next;
		const leave = event => {
			if (row == next && !next.contains(event.relatedTarget) && !tip.contains(event.relatedTarget)) hide();
		};
		next.onpointerleave = tip.onpointerleave = leave;
		next.onfocusout = leave;
		timer = setTimeout(async () => {
			const values = await ask(next).catch(() => null); // then there is nothing to show
			if (row != next || !values) return;
			fill(list, values);
			show(tip);
			place(tip, next.getBoundingClientRect());
			next.setAttribute("aria-describedby", "exact");
		}, 300);
	};
}

// ask gets the numbers of a series, as names and values.
async function ask(row) {
	const query = new URLSearchParams(row.querySelector("th a").getAttribute("href").replace(/^\?/, ""));
	query.set("format", "json");
	if (!query.has("from") && !query.has("range")) query.set("range", "1m");
	const response = await fetch("?" + query);
	if (!response.ok) return null;
	let value = await response.json();
	for (const component of query.get("path").split("/").filter(Boolean)) value = value?.[component] ?? value;
	if (Array.isArray(value)) value = value[0];
	if (value?.[""] != null) value = value[""];
	if (value == null || typeof value != "object") return [["exactly", value]];
	return Object.entries(value).filter(([, v]) => typeof v != "object" || v == null);
}

function fill(list, values) {
	list.replaceChildren(...values.flatMap(([name, value]) => {
		const term = document.createElement("dt");
		const text = document.createElement("dd");
		term.textContent = name;
		text.textContent = value ?? "no data";
		return [term, text];
	}));
}
