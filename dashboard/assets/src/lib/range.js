// A range that ends now becomes longer or shorter, one in the past goes by its own length.

const units = { s: 1, m: 60, h: 3600, d: 86400 };

// seconds reads a duration such as "1h30m".
export const seconds = text => [...(text || "").matchAll(/([\d.]+)([smhd])/g)].reduce((sum, [, n, unit]) => sum + n * units[unit], 0);

// at reads a time as the query string has it: in seconds or as RFC 3339.
const at = text => /^[\d.]+$/.test(text) ? +text : Date.parse(text) / 1e3;

export function later({ find, all }, by) {
	const query = new URLSearchParams(location.search);
	if (query.has("from") || query.has("to")) return move(query, by);
	const links = all("nav[aria-label=Range] a");
	const here = links.findIndex(a => a.hasAttribute("aria-current"));
	links[here < 0 ? 0 : here + by]?.click();
}

function move(query, by) {
	const now = Date.now() / 1e3;
	let to = query.has("to") ? at(query.get("to")) : now;
	let from = query.has("from") ? at(query.get("from")) : to - seconds(query.get("range"));
	if (query.has("from") && query.has("range")) to = from + seconds(query.get("range"));
	const length = to - from;
	if (!(length > 0) || by > 0 && to >= now) return;
	query.delete("range");
	query.set("from", +(from + by * length).toFixed(3));
	query.set("to", +(to + by * length).toFixed(3));
	location.search = query;
}
