// Reading a map of cells over time: by the pointer, by touch, or by the arrow keys. Loaded when a map is first pointed at
// or has the focus. What the cells tell comes with the map anew, since the page itself has only their shades.

import { hide as remove, place, show as display, tooltip } from "./lib/tip.js";

export function start({ find, fetchPage }) {
	const known = new WeakSet();
	return async (frame, event) => {
		if (known.has(frame)) return;
		known.add(frame);
		const figure = frame.closest("figure");
		const cells = figure.dataset.cells ?? await renew(figure, find, fetchPage);
		if (cells) read(frame, JSON.parse(cells), tooltip("cell", figure), find(".area", frame))(event);
		else known.delete(frame);
	};
}

// renew draws a map as it is now, and returns what its cells tell.
async function renew(figure, find, fetchPage) {
	const { document: page } = await fetchPage(location.search + (location.search ? "&" : "?") + "cells=1");
	const fresh = page && find(".heat", page);
	if (!fresh) return;
	for (const part of [".frame", ".ramp"]) {
		find(part, figure).replaceChildren(...[...find(part, fresh).childNodes].map(node => document.adoptNode(node)));
	}
	return fresh.dataset.cells;
}

// read lets a cell be chosen, and returns what takes a pointer's event.
function read(frame, { columns, rows, texts }, tip, area) {
	const mark = document.createElement("i");
	mark.hidden = true;
	frame.append(mark);
	let at; // column and row

	const show = (column, row) => {
		at = [column, row];
		const around = frame.getBoundingClientRect(), box = area.getBoundingClientRect();
		const width = box.width / columns.length, height = box.height / rows.length;
		const left = box.left + column * width, top = box.top + (rows.length - 1 - row) * height;
		mark.hidden = false;
		mark.style.cssText = `position:absolute;pointer-events:none;outline:2px solid var(--ink);left:${left - around.left}px;top:${top - around.top}px;width:${width}px;height:${height}px`;
		const lines = [columns[column], rows[row], texts[column][row] || "nothing"];
		tip.textContent = lines.join("\n");
		display(tip, "white-space:pre-line;pointer-events:none");
		place(tip, { top, bottom: top + height, left: left + width - 200 });
		frame.ariaValueNow = column;
		frame.ariaValueText = lines.join(", ");
	};
	const hide = () => {
		at = null;
		mark.hidden = true;
		remove(tip);
	};
	const point = ({ clientX, clientY }) => {
		const { left, top, width, height } = area.getBoundingClientRect();
		const column = Math.floor((clientX - left) / width * columns.length);
		const row = rows.length - 1 - Math.floor((clientY - top) / height * rows.length);
		column in columns && row in rows ? show(column, row) : hide();
	};
	const move = (right, up) => {
		const within = (i, all) => Math.min(Math.max(i, 0), all.length - 1);
		if (at) return show(within(at[0] + right, columns), within(at[1] + up, rows));
		const last = texts.findLastIndex(column => column.some(Boolean)); // begin at the newest values
		const column = last < 0 ? columns.length - 1 : last;
		show(column, Math.max(texts[column].findIndex(Boolean), 0));
	};
	const keys = {
		ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
		PageUp: [-10, 0], PageDown: [10, 0], Home: [-columns.length, 0], End: [columns.length, 0],
	};
	Object.assign(frame, { ariaValueMin: 0, ariaValueMax: columns.length - 1, ariaValueNow: columns.length - 1 });
	frame.style.touchAction = "pan-y";
	frame.onpointermove = frame.onpointerdown = point;
	frame.onpointerleave = frame.onblur = hide;
	frame.onkeydown = event => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key == "Escape" && at) hide();
		else if (Object.hasOwn(keys, event.key)) move(...keys[event.key]);
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	return event => event.clientX != null && point(event);
}
