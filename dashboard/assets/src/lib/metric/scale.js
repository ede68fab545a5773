// The scales of charts, exactly as the server makes them in package chart.

const steps = [1, 2, 5, 10];

// scale returns the ends and ticks of the vertical axis for some values.
export function scale(values, { log, zero, top, bytes }) {
	let low = NaN, high = NaN, least = NaN;
	for (const v of values) {
		if (!Number.isFinite(v)) continue;
		if (!(low <= v)) low = v;
		if (!(high >= v)) high = v;
		if (v > 0 && !(least <= v)) least = v;
	}
	if (log && low >= 0 && high > least * 20) return { log, ...logarithmic(least, high) };
	if (top && !(high >= 1)) high = 1;
	return linear(low, high, zero, bytes);
}

function linear(low, high, zero, bytes) {
	if (!(high >= low)) [low, high] = [0, 1];
	if (low > 0 && (zero || low < high / 2)) low = 0;
	if (high <= 0 && zero) high = 0;
	if (!(high - low > Math.max(Math.abs(low), Math.abs(high)) / 1e6)) [low, high] = low > 0 ? [0, 2 * low] : low ? [2 * low, 0] : [0, 1];
	const step = stepOf((high - low) / 4, bytes);
	const from = Math.floor(low / step), to = Math.ceil(high / step);
	return { low: from * step, high: to * step, ticks: Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step) };
}

function stepOf(least, bytes) {
	if (bytes) return 2 ** Math.ceil(Math.log2(least));
	const power = 10 ** Math.floor(Math.log10(least));
	return steps.find(s => s * power >= least * (1 - 1e-9)) * power;
}

function logarithmic(low, high) {
	const all = [];
	for (let e = Math.floor(Math.log10(low)) - 1; e <= Math.ceil(Math.log10(high)) + 1; e++) {
		for (const m of [1, 2, 5]) all.push(+(m + "e" + e));
	}
	const from = all.findLastIndex(v => v <= low * (1 + 1e-9)), to = all.findIndex(v => v >= high * (1 - 1e-9));
	const ticks = all.slice(from, to + 1);
	const powers = ticks.filter(v => Number.isInteger(+Math.log10(v).toFixed(9)));
	return { low: ticks[0], high: ticks.at(-1), ticks: ticks.length > 6 ? powers : ticks };
}

const minutes = [1, 2, 5, 10, 15, 30];
const between = [1, 2, 5, 10, 15, 30, ...minutes.map(m => m * 60), ...[1, 2, 3, 6, 12, 24, 48, 168].map(h => h * 3600)];

// clock returns the ticks of an axis of time and how they are written, in a zone so many seconds from UTC.
export function clock(from, to, zone) {
	const distance = between.find(d => Math.floor((to - from) / d) <= 5) ?? between.at(-1);
	const ticks = [];
	const first = from + (to - from) / 25; // none at the corner
	for (let t = Math.ceil((first + zone) / distance) * distance - zone; t <= to; t += distance) ticks.push(t);
	return { ticks, name: t => (distance >= 86400 ? day : time)(t + zone, distance < 60) };
}

export function time(seconds, exact) {
	return new Date(seconds * 1e3).toISOString().slice(11, exact ? 19 : 16);
}

const day = seconds => new Date(seconds * 1e3).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
