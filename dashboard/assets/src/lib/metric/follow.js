// Following the data: what charts over time gain comes with each update as a text, all else with the page made anew.

// How many milliseconds are between two pages, and between two tries where values of charts are missing.
const pace = 1e4, hurry = 1e3;

// follow calls gain with the newest values and whether they are of a further place, and renew with a page made anew and
// whether values were missed. That returns whether the charts show the values of the page then.
export function follow({ find, fetchPage }, gain, renew) {
	const tail = find("[data-c=tail]");
	let [n, slot] = fields(tail);
	let asked = performance.now();
	const observer = new MutationObserver(async () => {
		const [newN, newSlot, ...values] = fields(tail);
		const missed = newN > n + 1 && newSlot != slot || newSlot > slot + 1 || newSlot < slot;
		if (!missed) {
			if (newN > n) gain(values, newSlot > slot);
			[n, slot] = [newN, newSlot];
		}
		if (document.hidden || performance.now() - asked < (missed ? hurry : pace)) return;
		asked = performance.now();
		const { status, document: page } = await fetchPage(location.href);
		if (status != 200) return;
		if (renew(page, missed)) [n, slot] = fields(find("[data-c=tail]", page));
	});
	if (tail) observer.observe(tail, { childList: true, characterData: true, subtree: true });
	return () => observer.disconnect();
}

function fields(tail) {
	const [n, slot, ...values] = (tail?.textContent ?? "").split(" ");
	return [+n, +slot, ...values];
}
