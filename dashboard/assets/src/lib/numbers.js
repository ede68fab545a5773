// Numbers for people, exactly as package human writes them.

const powers = (base, names) => names.map((name, i) => [base ** i, name]);
const scales = {
	"": powers(1e3, ["", "k", "M", "G", "T", "P", "E"]),
	By: powers(1024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]),
	s: [[1e-9, "ns"], [1e-6, "µs"], [1e-3, "ms"], [1, "s"], [60, "min"], [3600, "h"], [86400, "d"]],
};
const seconds = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60, h: 3600, d: 86400 };

function scaled(v, unit) {
	const scale = scales[unit];
	const size = Math.abs(v);
	let i = scale.length - 1;
	while (i && size < scale[i][0]) i--;
	for (; ; i++) {
		const n = size / scale[i][0];
		const rounded = n < 99.95 ? Math.round(n * 10) / 10 : Math.round(n);
		if (i + 1 < scale.length && rounded * scale[i][0] >= scale[i + 1][0]) continue;
		let text = rounded.toFixed(rounded >= 99.95 || !i && Number.isInteger(rounded) ? 0 : 1);
		if (rounded >= 1e6) text = exponent(rounded).replace(/\+(.)$/, "+0$1");
		return (v < 0 && rounded ? "-" : "") + text + " " + scale[i][1];
	}
}

const exponent = v => v.toExponential(2).replace(/\.?0+e/, "e");

function small(v) {
	return v && Math.abs(v) < 1e-4 ? exponent(v) : String(Number.isInteger(v) ? v : +v.toPrecision(3));
}

function number(v) {
	const size = Math.abs(v);
	return size < 999.5 || size < 1e4 && Number.isInteger(v) ? small(v) : scaled(v, "").trimEnd();
}

function share(v) {
	const percent = 100 * v;
	if (percent > 0 && percent < .1) return "<0.1 %";
	return percent.toFixed(percent > 0 && percent < 9.95 ? 1 : 0) + " %";
}

export function write(v, unit, form) {
	if (v != v) return "–";
	if (form?.[0] == "%") return share(v);
	if (form == "u/s" && unit == "By") return scaled(v, unit) + "/s";
	if (form) return Math.abs(v) < .05 ? small(v) + " /s" : scaled(v, "") + "/s";
	if (seconds[unit]) return v ? scaled(v * seconds[unit], "s") : "0 s";
	if (unit == "By") return scaled(v, unit);
	return number(v) + (unit && unit.length <= 4 && unit[0] != "{" ? " " + unit : "");
}
