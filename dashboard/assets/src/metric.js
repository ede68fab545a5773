// The page of one series: its charts have a cursor, let choose a range, and move with the data.

import { Chart } from "./lib/metric/chart.js";
import { choose, steer, touch } from "./lib/metric/choose.js";
import { copies } from "./lib/metric/copy.js";
import { follow } from "./lib/metric/follow.js";

export function start(tools) {
	let end = begin(tools);
	new MutationObserver(records => { // the page was made anew
		if (!records.some(r => r.addedNodes.length)) return;
		end();
		end = begin(tools);
	}).observe(tools.main, { childList: true });
	const recolour = () => charts.forEach(chart => chart.plot.redraw(false));
	new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
	for (const media of ["print", "(prefers-color-scheme: dark)"]) matchMedia(media).addEventListener("change", recolour); // paper is light
}

let charts = [];

const watcher = new IntersectionObserver(entries => {
	for (const { target, isIntersecting } of entries) {
		const chart = charts.find(c => c.figure == target);
		if (!chart) continue;
		chart.visible = isIntersecting;
		if (isIntersecting) chart.redraw();
	}
});

// begin brings a page to life and returns what ends that.
function begin(tools) {
	charts = [];
	for (const figure of tools.all("figure[data-scale]")) enliven(figure, tools);
	readable(tools);
	copies(tools);
	const leave = follow(tools, gain, (page, missed) => renew(page, missed, tools));
	return () => {
		leave();
		charts.forEach(chart => chart.destroy());
		watcher.disconnect();
	};
}

// readable lets maps have the focus.
function readable({ all, find }) {
	for (const frame of all(".heat .frame")) {
		Object.assign(frame, { tabIndex: 0, role: "slider", ariaValueNow: "0" });
		frame.ariaLabel = find("h2", frame.parentNode).textContent + ". " + find(".area", frame).ariaLabel + ". Arrow keys move the cursor";
	}
}

function enliven(figure, tools) {
	const chart = new Chart(figure, tools);
	const chooses = "choose" in figure.dataset;
	if (chooses) choose(chart, go);
	touch(chart);
	steer(chart, chooses ? go : null);
	if (chart.timed) chart.moved = i => point(chart, i);
	charts.push(chart);
	watcher.observe(figure);
}

let pointing = false;

// point puts the cursors of all charts over time at the same place.
function point(from, i) {
	if (pointing) return;
	pointing = true;
	const there = i != null && from.plot.cursor.left >= 0;
	for (const chart of charts) if (chart != from && chart.timed) there ? chart.point(i) : chart.leave();
	pointing = false;
}

// go shows the range between two times.
function go(from, to) {
	const query = new URLSearchParams(location.search);
	query.delete("range");
	query.set("from", +from.toFixed(3));
	query.set("to", +to.toFixed(3));
	location.search = query;
}

function gain(values, further) {
	for (const chart of charts) {
		if (!chart.timed) continue;
		values = chart.push(values, further);
		if (further) chart.shifted?.();
	}
}

// renew replaces what does not come with updates, and returns whether the charts over time are those of the page now: they
// take over its values if some were missed, and are replaced if there are others.
function renew(page, missed, tools) {
	let renewed = false;
	for (const part of tools.all("[data-part]")) {
		const fresh = tools.find(`[data-part=${part.dataset.part}]`, page);
		if (!fresh) continue;
		const plots = part.dataset.part == "plots";
		const figures = tools.all("figure", fresh);
		if (plots && figures.length == tools.all("figure", part).length) {
			if (missed) charts.filter(chart => chart.timed).forEach((chart, i) => chart.take(figures[i], tools.all));
			renewed = missed;
			continue;
		}
		if (part.matches(":hover, :focus-within")) continue;
		renewed ||= plots;
		for (const figure of tools.all("figure", part)) forget(figure);
		part.replaceChildren(...[...fresh.childNodes].map(node => document.adoptNode(node)));
		for (const figure of tools.all("figure[data-scale]", part)) enliven(figure, tools);
		readable(tools);
	}
	return renewed;
}

function forget(figure) {
	charts.find(chart => chart.figure == figure)?.destroy();
	charts = charts.filter(chart => chart.figure != figure);
	watcher.unobserve(figure);
}
