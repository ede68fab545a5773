// The page of one series.

// Dragging over a large chart chooses the time that is below it. Charts are 714 wide, with a margin of 3.

export function start({ main }) {
	main.addEventListener("pointerdown", down => drag(main, down));
}

function drag(main, down) {
	const svg = down.target.closest("figure svg");
	if (!svg || down.button) return;
	down.preventDefault();
	const { slot, slots, end } = svg.parentNode.dataset; // the times in milliseconds
	const last = slots - 1;
	const step = Math.trunc(708 / last);
	const { left, width, height } = svg.getBoundingClientRect();
	const place = event => Math.round(((event.clientX - left) / width * 714 - 711) / step) + last;
	const chosen = event => [down, event].map(e => Math.min(Math.max(place(e), 0), last)).sort((a, b) => a - b);
	const mark = svg.parentNode.appendChild(document.createElement("mark"));
	svg.setPointerCapture(down.pointerId);
	svg.onpointermove = event => {
		const [a, b] = chosen(event);
		const at = i => (711 - (last - i) * step) / 7.14;
		mark.style.cssText = `position:absolute;top:0;left:${at(a)}%;width:${at(b) - at(a)}%;height:${height}px;background:var(--accent);opacity:.2`;
	};
	svg.onpointercancel = svg.onpointerup = event => {
		svg.onpointermove = svg.onpointercancel = svg.onpointerup = null;
		mark.remove();
		const [a, b] = chosen(event);
		if (a == b || event.type != "pointerup") return;
		const until = main.dataset.n ? Math.ceil(main.dataset.n / main.dataset.slot) * slot : end;
		const query = new URLSearchParams(location.search);
		query.delete("range");
		query.set("from", (until - (slots - a) * slot) / 1e3);
		query.set("to", (until - (last - b) * slot) / 1e3);
		location.search = query;
	};
}
