// The palette of keys, where single keys can be turned off too.

import { recall, remember } from "./store.js";

const help = [
	["/", "Search"],
	["g o", "Overview"],
	["g t", "Tree"],
	["g h", "Routes"],
	["g r", "Runtime"],
	["g e", "Errors"],
	["g m", "Monitors"],
	["g p", "Reporters"],
	["g a", "About"],
	["j", "Next row"],
	["k", "Row before"],
	["Enter", "Open the row"],
	["[", "Shorter range, or the time before"],
	["]", "Longer range, or the time after"],
	["Space", "Pause and resume"],
	["?", "These keys"],
	["Esc", "Close, or leave the search"],
];

function element(name, text, ...children) {
	const made = document.createElement(name);
	if (text) made.textContent = text;
	made.append(...children);
	return made;
}

const key = text => element("kbd", text);

export function palette() {
	let dialog;

	function make() {
		const title = element("h2", "Keys");
		title.id = "keys-title";
		const list = element("dl");
		for (const [keys, what] of help) {
			list.append(element("div", "", element("dt", "", ...keys.split(" ").map(key)), element("dd", what)));
		}
		const single = element("input");
		single.type = "checkbox";
		single.checked = recall("keys") != "off";
		single.onchange = () => remember("keys", single.checked ? "on" : "off");
		const close = element("button", "Close");
		close.autofocus = true;
		dialog = element("dialog", "", title, list, element("label", "", single, " Single keys do this"),
			element("form", "", close));
		dialog.lastChild.method = "dialog";
		dialog.id = "palette";
		dialog.setAttribute("aria-labelledby", title.id);
		document.body.append(dialog);
	}

	return {
		open() {
			if (!dialog) make();
			if (!dialog.open) dialog.showModal(); // Esc closes it, and gives the focus back
		},
	};
}
