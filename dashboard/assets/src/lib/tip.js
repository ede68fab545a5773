// Small notes beside what is pointed at.

const style = "position:fixed;inset:auto;z-index:3;margin:0;padding:.625rem .875rem;border:1px solid var(--edge);" +
	"border-radius:6px;background:var(--raised);color:var(--ink);font-size:var(--s);max-width:min(30rem,90vw);overflow-wrap:anywhere;";

// tooltip makes a note, hidden at first. What it is in decides of which part of the page it is read out.
export function tooltip(id, parent) {
	const tip = parent.appendChild(document.createElement("div"));
	Object.assign(tip, { id, role: "tooltip", hidden: true });
	return tip;
}

export function show(tip, more = "") {
	tip.hidden = false;
	tip.style.cssText = style + more;
}

export function hide(tip) {
	tip.hidden = true;
	tip.style.cssText = "";
}

// place puts a note below a box, or above it where there is more room.
export function place(tip, box) {
	const { innerHeight, innerWidth } = window;
	const below = box.bottom + tip.offsetHeight < innerHeight || box.top < innerHeight / 2;
	tip.style.top = (below ? Math.min(box.bottom, innerHeight - tip.offsetHeight) : Math.max(box.top - tip.offsetHeight, 0)) + "px";
	tip.style.left = Math.max(Math.min(box.left + 200, innerWidth - tip.offsetWidth - 8), 0) + "px";
}
