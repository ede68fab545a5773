// Buttons that copy texts.

export function copies({ all, find }) {
	for (const pre of all("pre[data-copy]")) {
		const code = find("code", pre);
		if (pre.dataset.copy == "curl" && location.protocol != "file:") code.textContent = code.textContent.replace(/'[^?']*/, "'" + location.origin + location.pathname);
		pre.after(button("Copy", () => code.textContent, code));
	}
}

function button(name, text, element) {
	const out = document.createElement("button");
	out.type = "button";
	out.textContent = name;
	out.setAttribute("aria-live", "polite");
	out.addEventListener("click", async () => {
		out.textContent = await copy(text()) ? "Copied" : select(element);
		setTimeout(() => { out.textContent = name; }, 3e3);
	});
	return out;
}

async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch { // only secure pages may
		return false;
	}
}

function select(element) {
	getSelection().selectAllChildren(element);
	return "Selected";
}
