// Brings the page to life. The server has drawn everything already; updates bring numbers, which are written and drawn
// here as the server does it.

import { pause, run, show } from "./lib/connection.js";
import { find, main } from "./lib/dom.js";
import { load } from "./lib/load.js";
import { nextTheme, setTheme, storedTheme } from "./lib/theme.js";
import { learn } from "./lib/update.js";

setTheme(storedTheme());
find("#theme").addEventListener("click", nextTheme);
if (main.dataset.n) {
	learn();
	run();
	setInterval(show, 1e3);
	find("#pause").addEventListener("click", pause);
	document.addEventListener("visibilitychange", run);
}
load("metric");
document.addEventListener("keydown", async event => {
	const { target, key } = event;
	if (key.length > 1 || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea")) return;
	if (key == " ") {
		if (!main.dataset.n || target.closest("a, button, summary")) return;
		event.preventDefault();
		pause();
	} else {
		if (key == "/") event.preventDefault(); // some browsers would search the page
		(await load("keys"))?.press(event);
	}
});
