// The colour scheme: as the system has it, or light or dark, which the browser remembers.

import { find } from "./dom.js";
import { recall, remember } from "./store.js";

const themes = ["auto", "light", "dark"];

export function setTheme(theme) {
	document.documentElement.dataset.theme = theme;
	const button = find("#theme");
	if (button) button.textContent = theme[0].toUpperCase() + theme.slice(1);
}

export function storedTheme() {
	const theme = recall("theme");
	return themes.includes(theme) ? theme : "auto";
}

export function nextTheme() {
	const theme = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % 3];
	setTheme(theme);
	remember("theme", theme);
}
