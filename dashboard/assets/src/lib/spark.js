import { write } from "./numbers.js";

const known = Number.isFinite;

// Spark is a sparkline. Its values are read back from the line that the server drew.
export class Spark {
	constructor(svg, unit, slots) {
		const [, , width, height] = (svg.getAttribute("viewBox") || "0 0 124 24").split(" ");
		const [low, high, form] = svg.dataset.s.split(" ");
		Object.assign(this, { svg, unit, slots, form, low: +low, high: +high, right: width - 3, bottom: height - 3, depth: height - 6 });
		[this.path, this.dot] = svg.children;
		this.step = Math.max(Math.trunc((width - 6) / (slots - 1)), 1);
		this.zero = !this.low;
		this.read();
		this.coarse = slots; // values that are only as exact as the line
		this.drawn = true;
	}

	read() {
		this.values = Array(this.slots).fill(NaN);
		const index = x => (x - this.right) / this.step + this.slots - 1;
		const put = (x, y) => { this.values[index(x)] = this.low + (this.bottom - y) / this.depth * (this.high - this.low); };
		for (let [, x, y, steps] of this.path.getAttribute("d").matchAll(/M(\d+) (\d+)(?:l([-\d ]+))?/g)) {
			put(x = +x, y = +y);
			const moves = steps?.match(/-?\d+/g) || [];
			for (let i = 0; i < moves.length; i += 2) {
				const [dx, dy] = [+moves[i], +moves[i + 1]];
				for (let go = this.step; go <= dx; go += this.step) put(x + go, y + dy * go / dx);
				x += dx;
				y += dy;
			}
		}
	}

	// push takes the newest values, behind the last of which the line has moved on by some places.
	push(values, places) {
		this.drawn = false;
		if (!places && values.length == 1) {
			this.values[this.slots - 1] = values[0];
			return;
		}
		const kept = Math.max(this.slots - Math.max(values.length - places, 0), 0);
		this.values = [...this.values.slice(0, kept), ...values].slice(-this.slots);
		this.coarse = values.length < this.slots ? this.coarse - places : 0;
	}

	extremes() {
		const values = this.values.filter(known);
		return values.length ? [Math.min(...values), Math.max(...values)] : [NaN, NaN];
	}

	scale() {
		let [low, high] = this.extremes();
		if (low >= 0 && (this.zero || low < high / 2)) low = 0;
		const largest = Math.max(Math.abs(low), Math.abs(high));
		if (!(largest > 1e-300)) return [0, 1];
		return high - low > largest / 50 ? [low, high] : [low - largest / 20, high + largest / 20];
	}

	draw() {
		if (this.drawn) return;
		this.drawn = true;
		const [low, high] = this.scale();
		const { values, step, right, bottom } = this;
		let d = "", before, y, from, length = 0;
		values.forEach((v, i) => {
			const x = right - step * (values.length - 1 - i);
			if (known(v)) {
				before = y;
				y = bottom - Math.round((v / 2 - low / 2) / (high / 2 - low / 2) * this.depth);
				if (i && known(values[i - 1])) {
					d += step + " " + (y - before) + " ";
					length += Math.hypot(step, y - before);
				} else {
					length = d ? NaN : 0; // a line with gaps has no area
					from = x;
					d += "M" + x + " " + y + (known(values[i + 1]) ? "l" : "h0");
				}
			}
		});
		if (length) {
			d += "V" + bottom + "H" + from + "z";
			this.path.setAttribute("stroke-dasharray", Math.ceil(length) + " 999");
		} else {
			this.path.removeAttribute("stroke-dasharray");
		}
		this.path.setAttribute("d", d);
		this.dot.setAttribute("cy", y ?? 0);
		this.dot.setAttribute("display", known(values.at(-1)) ? "inline" : "none");
	}

	describe() {
		const [low, high] = this.extremes();
		const text = v => write(v, this.unit, this.form);
		this.svg.setAttribute("aria-label", known(low)
			? `now ${text(this.values.at(-1))}, ${text(low)} to ${text(high)}, ${this.trend()}` : "no data");
	}

	trend() {
		const third = Math.ceil(this.values.length / 3);
		const mean = values => (values = values.filter(known)).reduce((a, b) => a + b, 0) / values.length;
		const [before, after] = [mean(this.values.slice(0, third)), mean(this.values.slice(-third))];
		const band = Math.max(Math.abs(before), Math.abs(after)) / 10;
		return after > before + band ? "rising" : after < before - band ? "falling" : "steady";
	}

	// blurred reports whether the line has grown so much that it shows how coarse its old values are.
	blurred() {
		if (!(this.coarse > 0)) return false;
		const [low, high] = this.scale();
		return high - low < (this.high - this.low) / 3;
	}
}
