// Links to copy: of what the page shows whenever it is opened, or of just the time that it shows now.

import { seconds } from "./range.js";

export async function copyLink({ main, find }, frozen) {
	const url = new URL(location);
	const query = url.searchParams;
	if (frozen && !query.has("from") && main.dataset.n) {
		query.set("to", main.dataset.n * main.dataset.step / 1e3);
		if (!seconds(query.get("range"))) query.set("range", find("nav[aria-label=Range] [aria-current]")?.textContent || "5m");
	}
	const copied = await write(url.href);
	const status = find("#said");
	if (status) status.textContent = copied ? "The link is copied." : url.href;
}

// write copies a text, also where there is no clipboard for scripts: on pages that are not encrypted.
async function write(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		const area = document.body.appendChild(document.createElement("textarea"));
		area.value = text;
		area.select();
		const copied = document.execCommand("copy");
		area.remove();
		return copied;
	}
}
