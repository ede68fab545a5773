// Steps from row to row. What is stepped to is the row's link, so that Enter opens it.

export function step({ all, main }, by) {
	const links = all("tbody th a", main).filter(a => a.checkVisibility());
	const here = links.findIndex(a => a == document.activeElement);
	const to = links[here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1)];
	to?.focus();
	to?.closest("tr").scrollIntoView({ block: "nearest" });
}
