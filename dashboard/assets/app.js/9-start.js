// What happens when the page is there.

setTheme(storedTheme());
find("#theme").addEventListener("click", nextTheme);
if (main.dataset.n) {
	learn();
	run();
	setInterval(show, 1e3);
	find("#pause").addEventListener("click", pause);
	document.addEventListener("visibilitychange", run);
	document.addEventListener("keydown", event => {
		if (event.key != " " || event.target.closest("a, button, input")) return;
		event.preventDefault();
		pause();
	});
}
