// What the browser remembers for this page. Storage may be refused.

export function recall(key) {
	try {
		return localStorage.getItem("binnacle-" + key);
	} catch {}
}

export function remember(key, value) {
	try {
		localStorage.setItem("binnacle-" + key, value);
	} catch {}
}
