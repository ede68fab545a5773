// Modules that not every page needs are loaded when it does. The body names their URLs. Each has a function start, which
// gets what they share with this one and returns what they offer.

import { all, find, main } from "./dom.js";
import { write } from "./numbers.js";
import { fetchPage } from "./update.js";
import { visit } from "./visit.js";

const loaded = {};

export function load(name) {
	const url = document.body.dataset[name];
	if (url) return loaded[name] ??= import(new URL(url, location)).then(module => module.start({ all, find, main, write, visit, fetchPage }));
}
