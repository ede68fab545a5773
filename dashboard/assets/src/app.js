// Brings the page to life. The server has drawn everything already; updates bring numbers, which are written and drawn
// here as the server does it.

import { pause, run, show } from "./lib/connection.js";
import { find, main } from "./lib/dom.js";
import { load } from "./lib/load.js";
import { recall } from "./lib/store.js";
import { nextTheme, setTheme, storedTheme } from "./lib/theme.js";
import { learn } from "./lib/update.js";

const on = (selector, event, act) => find(selector)?.addEventListener(event, act);

setTheme(storedTheme());
on("#theme", "click", nextTheme);
if (main.dataset.n) {
	learn();
	run();
	setInterval(show, 1e3);
	on("#pause", "click", pause);
	document.addEventListener("visibilitychange", run);
}
load("metric");
on("input[type=search]", "focus", () => load("keys"));
on("#keys", "click", async () => (await load("keys"))?.keys.open());
for (const id of ["link", "moment"]) on("#" + id, "click", async () => (await load("keys"))?.copy(id == "moment"));
for (const type of ["pointerover", "focusin"]) main.addEventListener(type, async event => {
	const { target } = event;
	for (const [name, selector] of [["exact", "tr[data-series]"], ["heat", ".heat .frame"]]) {
		const found = target.closest(selector);
		if (found) (await load(name))?.(found, event);
	}
});
document.addEventListener("keydown", async event => {
	const { target, key } = event;
	if (key.length > 1 || event.ctrlKey || event.metaKey || event.altKey || recall("keys") == "off") return;
	if (target.closest("input, select, textarea, dialog")) return;
	if (key == " ") {
		if (!main.dataset.n || target.closest("a, button, summary")) return;
		event.preventDefault();
		pause();
	} else {
		if (key == "/") event.preventDefault(); // some browsers would search the page
		(await load("keys"))?.press(event);
	}
});
