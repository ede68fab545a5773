// Choosing a range on a chart: by dragging, or by the keyboard alone.

// choose lets a chart choose. go is called with the times at which the range begins and ends, in seconds.
export function choose(chart, go) {
	chart.chosen = () => {
		const { plot } = chart;
		if (plot.select.width < 4 || chart.lost) return;
		const [from, to] = [plot.select.left, plot.select.left + plot.select.width].map(left => plot.posToIdx(left));
		if (from != to) go(chart.xs[from], chart.xs[to]);
	};
}

// touch lets a finger drag as the mouse does, which is all that uPlot knows. A finger that scrolls chooses nothing.
export function touch(chart) {
	for (const type of ["down", "move", "up", "cancel"]) chart.frame["onpointer" + type] = event => {
		const { over } = chart.plot;
		if (event.pointerType != "touch" || !over.contains(event.target)) return;
		chart.lost = type == "cancel";
		over.dispatchEvent(new MouseEvent("mouse" + (chart.lost ? "up" : type), event));
	};
}

// steer makes a chart's cursor move by the keyboard, and say where it is.
export function steer(chart, go) {
	const { frame } = chart;
	let at = null, mark = null;
	Object.assign(frame, { tabIndex: 0, role: "slider", ariaOrientation: "horizontal", ariaValueMin: "0" });
	frame.setAttribute("aria-label", chart.figure.querySelector("h2").textContent + ". " + chart.label
		+ ". Arrow keys move the cursor" + (go ? "; Enter marks where a range begins, and then where it ends" : ""));
	const say = text => {
		frame.setAttribute("aria-valuemax", chart.last);
		frame.setAttribute("aria-valuenow", at ?? chart.last);
		frame.setAttribute("aria-valuetext", text ?? chart.say(at ?? chart.last));
	};
	const show = () => {
		chart.point(at);
		const ends = mark == null ? [0, 0] : [mark, at].map(i => chart.plot.valToPos(chart.xs[i], "x")).sort((a, b) => a - b);
		chart.plot.setSelect({ left: ends[0], width: ends[1] - ends[0], top: 0, height: chart.plot.over.clientHeight }, false);
		say(mark == null ? undefined : "from " + chart.at(Math.min(mark, at)) + " to " + chart.at(Math.max(mark, at)));
	};
	const stop = () => {
		at = mark = null;
		chart.plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
		chart.leave();
		say();
	};
	const enter = () => {
		at ??= chart.last;
		if (mark == null) mark = at;
		else if (mark != at) go(chart.xs[Math.min(mark, at)], chart.xs[Math.max(mark, at)]);
		show();
	};
	const move = (by, extend) => {
		const from = at ?? chart.last;
		if (extend && go) mark ??= from;
		at = Math.min(Math.max(from + by, 0), chart.last);
		show();
	};
	const page = Math.max(Math.round(chart.last / 10), 1);
	const steps = {
		ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -chart.last, End: chart.last,
	};
	frame.onkeydown = event => {
		const { key } = event;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (steps[key]) move(steps[key], event.shiftKey);
		else if (key == "Enter" && go) enter();
		else if (key == "Escape" && at != null) stop();
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	frame.onblur = () => at != null && stop();
	chart.shifted = () => { // the data moved on by a place, and what is under the cursor with it
		if (at == null) return;
		if (at) at--;
		if (mark) mark--;
		show();
	};
	say();
}
