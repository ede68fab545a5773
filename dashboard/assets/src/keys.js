// Keys, the search as it is typed, and links to copy: loaded when the first of them is wanted.

import { copyLink } from "./lib/link.js";
import { palette } from "./lib/palette.js";
import { later } from "./lib/range.js";
import { step } from "./lib/rows.js";
import { search } from "./lib/search.js";

const views = { o: "", t: "tree", h: "routes", r: "runtime", e: "errors", m: "monitors", p: "reporters", a: "about" };

// style loads the stylesheet that goes with this.
function style() {
	const link = document.createElement("link");
	link.rel = "stylesheet";
	link.href = document.body.dataset.keysStyle;
	document.head.append(link);
}

export function start(page) {
	const { all } = page;
	style();
	const box = search(page);
	const keys = palette(page);
	let went; // g was pressed just now

	const go = view => all("header nav a").find(a => (new URLSearchParams(a.search).get("view") ?? "") == view)?.click();

	return {
		keys, box,
		copy: frozen => copyLink(page, frozen),
		press(event) {
			const { key } = event;
			const after = went;
			went = key == "g" && performance.now();
			if (after > performance.now() - 1500 && key in views) return go(views[key]);
			if (key == "/") box.focus();
			else if (key == "?") keys.open();
			else if (key == "j" || key == "k") step(page, key == "j" ? 1 : -1);
			else if (key == "[" || key == "]") later(page, key == "]" ? 1 : -1);
		},
	};
}
