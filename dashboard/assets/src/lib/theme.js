// The colour scheme: as the system has it, or light or dark, which the browser remembers.

import { find } from "./dom.js";

const themes = ["auto", "light", "dark"];
const themeKey = "binnacle-theme";

export function setTheme(theme) {
	document.documentElement.dataset.theme = theme;
	const button = find("#theme");
	if (button) button.textContent = theme[0].toUpperCase() + theme.slice(1);
}

export function storedTheme() {
	try {
		const theme = localStorage.getItem(themeKey);
		return themes.includes(theme) ? theme : "auto";
	} catch { // storage may be refused
		return "auto";
	}
}

export function nextTheme() {
	const theme = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % 3];
	setTheme(theme);
	try {
		localStorage.setItem(themeKey, theme);
	} catch {}
}
