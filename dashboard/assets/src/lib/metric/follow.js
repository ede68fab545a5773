// Following the data: what charts over time gain comes with each update as a text, all else with the page made anew.

import { fetchPage } from "./fetch.js";

const pace = 1e4; // between two pages

// follow calls gain with the newest values and whether they are of a further place, and renew with a page made anew.
export function follow({ find }, gain, renew) {
	const tail = find("[data-c=tail]");
	let [n, slot] = fields(tail?.textContent);
	let due = performance.now() + pace;
	const refresh = async whole => {
		const page = await fetchPage(location.href);
		if (page) renew(page, whole);
	};
	const observer = new MutationObserver(() => {
		const [newN, newSlot, ...values] = fields(tail.textContent);
		const missed = newN > n + 1 && newSlot != slot || newSlot > slot + 1 || newSlot < slot;
		if (missed) return refresh(true);
		if (newN > n) gain(values, newSlot > slot);
		[n, slot] = [newN, newSlot];
		if (performance.now() > due && !document.hidden) {
			due = performance.now() + pace;
			refresh();
		}
	});
	if (tail) observer.observe(tail, { childList: true, characterData: true, subtree: true });
	return () => observer.disconnect();
}

function fields(text = "") {
	const [n, slot, ...values] = text.split(" ");
	return [+n, +slot, ...values];
}
