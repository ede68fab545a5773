/*! uPlot 1.6.32, (c) 2025 Leon Sorokin, MIT License, https://github.com/leeoniya/uPlot */
import uPlot from "../uplot/uPlot.esm.js";
import { clock, scale, time } from "./scale.js";

const number = field => field == "-" ? NaN : +field;
const numbers = text => text.split(" ").filter(Boolean).map(number);

const over = 16; // by which labels may reach beyond the box, as metric.css knows

// Chart is a chart that the server has drawn, drawn anew so that it has a cursor and moves. Its values are those of the
// legend's rows.
export class Chart {
	constructor(figure, { all, find, write }) {
		const { step, scale, u, f, xu } = figure.dataset;
		Object.assign(this, { figure, step: +step, unit: u, form: f, xUnit: xu, timed: "time" in figure.dataset, write });
		this.zone = +find("#time").dataset.offset / 1e3;
		this.frame = find(".frame", figure);
		this.column = find("[data-at]", figure);
		this.idle = this.column.textContent;
		this.flags = { bytes: u == "By" };
		for (const flag of scale.split(" ").filter(Boolean)) this.flags[flag] = true;
		this.lines = all("tbody tr", figure).map(row => ({ cells: all("td", row), key: find("path", row), name: find("th", row).textContent }));
		this.fill(figure, all);
		this.ticks = all(".xs text", figure).map(text => text.textContent);
		this.places = all(".xs text", figure).map(text => this.xs[0] + parseFloat(text.getAttribute("x")) / 100 * (this.xs.at(-1) - this.xs[0]));
		const area = find(".area", figure);
		this.label = area.getAttribute("aria-label");
		this.gutter = area.getBoundingClientRect().left - this.frame.getBoundingClientRect().left;
		this.draw();
	}

	// fill takes all values that a figure has.
	fill(figure, all) {
		all("tbody tr", figure).forEach(({ dataset: { v, low, high } }, i) => {
			this.lines[i].parts = [v, low, high].filter(text => text != null).map(numbers);
		});
		this.xs = this.lines[0].parts[0].map((_, i) => +figure.dataset.first + i * this.step);
	}

	get last() { return this.xs.length - 1; }
	get values() { return this.lines.flatMap(line => line.parts); }
	at(i) { return this.timed ? time(this.xs[i] + this.zone, true) : this.xUnit != null ? this.write(10 ** this.xs[i], this.xUnit, "") : nines(this.xs[i]); }
	text(v) { return this.write(v, this.unit, this.form); }

	draw() {
		this.rescale();
		const { width, height } = this.frame.getBoundingClientRect();
		const style = getComputedStyle(this.frame);
		const font = style.fontSize + " " + style.fontFamily;
		const axis = { font, stroke: () => style.color, ticks: { show: false }, gap: 6, filter: (_, ticks) => ticks };
		const options = {
			width: width + over, height: height + over, padding: [over, over, 0, 0], legend: { show: false },
			scales: {
				x: { time: false, range: () => [this.xs[0], this.xs.at(-1)] },
				y: { distr: this.scale.log ? 3 : 1, range: () => [this.scale.low, this.scale.high] },
			},
			axes: [
				{ ...axis, size: 22, grid: { show: false }, splits: () => this.below().ticks, values: ({ width }, ticks) => ticks.map((t, i) => i % 2 && ticks.length * 60 > width ? "" : this.below().name(t)) },
				{ ...axis, size: this.gutter, grid: { stroke: () => style.borderTopColor, width: 1 }, splits: () => this.scale.ticks, values: (_, ticks) => ticks.map(v => this.text(v)) },
			],
			series: [{}, ...this.lines.flatMap(line => this.strokes(line))],
			bands: this.bands(),
			cursor: { y: false, drag: { x: "choose" in this.figure.dataset, y: false, setScale: false }, points: { size: 7 } },
			hooks: { setCursor: [() => this.read()], setSelect: [() => this.chosen?.()] },
		};
		this.plot = new uPlot(options, this.data(), this.frame);
		for (const svg of this.frame.querySelectorAll(":scope > svg")) svg.remove();
		this.resizing = new ResizeObserver(([{ contentRect: { width, height } }]) => width && this.plot.setSize({ width: width + over, height: height + over }));
		this.resizing.observe(this.frame);
	}

	// strokes are those of a line, and of the invisible edges of its band.
	strokes({ key, parts, name }) {
		const style = () => getComputedStyle(key);
		const dash = style().strokeDasharray == "none" ? undefined : style().strokeDasharray.split(",").map(parseFloat);
		const line = { label: name, stroke: () => style().stroke, width: parseFloat(style().strokeWidth), dash, points: { show: false }, value: () => "" };
		return parts.map((_, i) => i ? { ...line, width: 0, dash: undefined } : line);
	}

	bands() {
		const out = [];
		let i = 1;
		for (const { parts, key } of this.lines) {
			if (parts.length == 3) out.push({ series: [i + 2, i + 1], fill: () => "color-mix(in srgb, " + getComputedStyle(key).stroke + " 18%, transparent)" });
			i += parts.length;
		}
		return out;
	}

	// below are the ticks of the horizontal axis.
	below() {
		if (this.timed) return clock(this.xs[0], this.xs.at(-1), this.zone);
		return { ticks: this.places, name: v => this.ticks[this.places.indexOf(v)] ?? "" };
	}

	rescale() {
		this.scale = scale(this.values.flat(), this.flags);
	}

	// data is what is drawn: gaps are null, and so is what a logarithmic axis has no place for.
	data() {
		const drawn = v => Number.isFinite(v) && !(this.scale.log && v <= 0) ? v : null;
		return [this.xs, ...this.values.map(part => part.map(drawn))];
	}

	// push takes the newest values: of the last place, or of the one behind it.
	push(values, next) {
		if (next) this.xs = [...this.xs.slice(1), this.xs.at(-1) + this.step];
		let i = 0;
		for (const { parts } of this.lines) {
			for (const part of parts) {
				if (next) part.shift(); else part.pop();
				part.push(number(values[i++]));
			}
		}
		this.changed();
		return values.slice(i);
	}

	// take goes on with the values of another figure.
	take(figure, all) {
		this.fill(figure, all);
		this.changed();
	}

	changed() {
		this.rescale();
		this.stale = true;
		if (this.visible) this.redraw();
	}

	redraw() {
		if (!this.stale) return;
		this.stale = false;
		if (this.plot.scales.y.distr != (this.scale.log ? 3 : 1)) return this.rebuild();
		this.plot.setData(this.data());
		this.read();
	}

	// rebuild makes the chart anew when its axis becomes logarithmic or no longer is.
	rebuild() {
		this.destroy();
		this.draw();
	}

	// read writes the values at the cursor into the legend, or the newest ones.
	read() {
		const i = this.plot?.cursor.idx;
		const there = i != null && this.plot.cursor.left >= 0;
		if (!there && !this.timed) {
			this.column.textContent = this.idle;
			for (const { cells } of this.lines) cells[0].textContent = "";
			return;
		}
		this.column.textContent = there ? this.at(i) : this.idle;
		for (const { cells, parts } of this.lines) {
			cells[0].textContent = this.text(parts[0][there ? i : this.last]);
			if (!this.timed) continue;
			const known = parts.flat().filter(Number.isFinite);
			cells[1].textContent = this.text(known.length ? Math.min(...known) : NaN);
			cells[2].textContent = this.text(known.length ? Math.max(...known) : NaN);
		}
		this.moved?.(i);
	}

	// point puts the cursor at a place.
	point(i) {
		this.plot.setCursor({ left: this.plot.valToPos(this.xs[i], "x"), top: 0 });
	}

	leave() { this.plot.setCursor({ left: -10, top: -10 }); }

	// say describes a place in words.
	say(i) {
		return this.at(i) + ": " + this.lines.map(({ name, parts }) => name.trim() + " " + this.text(parts[0][i])).join(", ");
	}

	destroy() {
		this.resizing.disconnect();
		this.plot.destroy();
	}
}

function nines(x) {
	return (100 - 10 ** (2 - x)).toFixed(Math.max(Math.floor(x), 0)) + " %";
}
