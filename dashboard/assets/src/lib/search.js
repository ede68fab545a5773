// The search as it is typed: rows that do not match disappear at once, then the server says what does.

const pause = 150; // milliseconds without a key, before the server is asked

// complete makes a query of what is being typed: a word that is neither a pattern nor a condition stands for what contains it.
export const complete = text => /^[^\s*?{}<>=!\\]+$/.test(text) ? text.includes("/") ? "**" + text + "**" : "*" + text + "*" : text;

// matcher is what can be told of a query by names alone: the patterns of its terms, without statistics and labels.
export function matcher(text) {
	const terms = text.trim().split(/\s+/).filter(term => term && !/^(?:[<>=!]|[-+.\d])/.test(term));
	const tests = terms.map(term => {
		const pattern = term.replace(/\{.*/, "").replace(/(?:[<>=!]).*/, "").replace(/\.[a-z]+\d*$/, "");
		const plain = complete(pattern);
		const source = plain.split(/(\*\*|\*|\?)/).map((part, i) =>
			i % 2 ? { "**": ".*", "*": "[^/]*", "?": "[^/]" }[part] : part.replace(/[.+^${}()|[\]\\]/g, "\\$&")).join("");
		return new RegExp(plain.includes("/") ? "^" + source + "$" : "(?:^|/)" + source + "$", "i");
	});
	return name => tests.every(test => test.test(name));
}

export function search({ find, all, main, visit }) {
	const box = find("input[type=search]");
	if (!box) return { focus() {} };
	const form = box.form;
	let timer, asked, told;

	// filter hides the rows of series whose name does not match.
	function filter(text = box.value) {
		const matches = matcher(text);
		for (const row of all("tr[data-series]", main)) row.hidden = !matches(row.dataset.series.replace(/\{.*/s, ""));
	}

	// confirm shows what the server finds. If it cannot read the query, it says where. The page of a single series needs
	// more than this one, and is opened only if that was decided.
	async function confirm(done) {
		clearTimeout(timer);
		const text = box.value.trim();
		const query = new URLSearchParams(new FormData(form));
		query.set("query", complete(text));
		if (!text) query.delete("query");
		const url = "?" + query;
		if (url == asked && !done) return;
		asked = url;
		const { status, document: found } = await visit(url, done);
		if (box.value.trim() != text) filter(); // the page is of what was asked, and more has been typed since
		if (asked != url) return;
		if (status == 400) say("alert", all("main p, main pre", found).slice(0, 2).map(part => [part.localName, part.textContent]));
		else if (status == 200 && found.body.dataset.metric) say("status", [["p", "Enter opens " + find("h1", found).textContent]]);
		else say();
		box.toggleAttribute("aria-invalid", status == 400);
		if (status != 200) filter("");
	}

	// say writes below the box.
	function say(role, parts) {
		told?.remove();
		box.removeAttribute("aria-describedby");
		if (!role) return;
		told = document.createElement("div");
		told.id = "told";
		told.setAttribute("role", role);
		for (const [name, text] of parts) told.appendChild(document.createElement(name)).textContent = text;
		form.append(told);
		box.setAttribute("aria-describedby", told.id);
	}

	box.addEventListener("input", () => {
		filter();
		clearTimeout(timer);
		timer = setTimeout(confirm, pause);
	});
	form.addEventListener("submit", event => {
		event.preventDefault();
		confirm(true);
	});
	box.addEventListener("keydown", event => {
		if (event.key != "Escape") return;
		if (box.value) {
			event.preventDefault();
			box.value = "";
			confirm();
		} else {
			box.blur();
		}
	});
	return { focus: () => { box.focus(); box.select(); } };
}
