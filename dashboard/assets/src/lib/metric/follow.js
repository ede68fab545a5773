// Following the data: what charts over time gain comes with each update as a text, all else with the page made anew.

const pace = 1e4; // between two pages

// follow calls gain with the newest values and whether they are of a further place, and renew with a page made anew.
export function follow({ find }, gain, renew) {
	const tail = find("[data-c=tail]");
	let [n, slot] = fields(tail?.textContent);
	let due = performance.now() + pace;
	const observer = new MutationObserver(() => {
		const [newN, newSlot, ...values] = fields(tail.textContent);
		const missed = newN > n + 1 && newSlot != slot || newSlot > slot + 1 || newSlot < slot;
		if (missed) return fetchPage(renewed => renew(renewed, true));
		if (newN > n) gain(values, newSlot > slot);
		[n, slot] = [newN, newSlot];
		if (performance.now() > due && !document.hidden) {
			due = performance.now() + pace;
			fetchPage(renew);
		}
	});
	if (tail) observer.observe(tail, { childList: true, characterData: true, subtree: true });
	return () => observer.disconnect();
}

function fields(text = "") {
	const [n, slot, ...values] = text.split(" ");
	return [+n, +slot, ...values];
}

function fetchPage(done) {
	const request = new XMLHttpRequest();
	request.open("GET", location.href);
	request.responseType = "document";
	request.setRequestHeader("Accept", "text/html");
	request.onload = () => request.status == 200 && request.response && done(request.response);
	request.send();
}
