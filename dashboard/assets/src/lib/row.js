import { all, find } from "./dom.js";
import { write } from "./numbers.js";
import { Spark } from "./spark.js";

const value = field => field == "-" ? NaN : +field;

// Row is the row of a series.
export class Row {
	constructor(row, slots) {
		this.row = row;
		const table = row.closest("table");
		const forms = all("thead th", table).map(th => th.dataset.u || "");
		this.heading = find("th", row);
		this.unit = row.dataset.u ?? table.dataset.u ?? "";
		this.now = find("[data-now]", row);
		this.shares = all("td b", row);
		this.bars = all("rect", row);
		this.cells = all("td", row).filter(td => !find("svg", td)).map(td => ({ td, form: td.dataset.u ?? forms[td.cellIndex] }));
		this.drawn = this.cells.findIndex(({ td }) => td.dataset.now);
		this.sparks = all("[data-s]", row).map(svg => new Spark(svg, this.unit, slots));
	}

	update(fields, whole, places) {
		if (!fields.length && !places) return;
		if (this.bars.length) fields.length && this.setShares(fields);
		else this.cells.forEach((cell, i) => fields[i] && this.setCell(cell, fields[i], whole));
		const values = (fields[this.cells.length] || fields[this.drawn] || "").split(" ").filter(Boolean).map(value);
		for (const spark of this.sparks) {
			if (values.length || places) spark.push(values.length ? values : [spark.values.at(-1)], places);
			spark.moved ||= places;
		}
		this.draw();
	}

	setCell(cell, field, whole) {
		const { td } = cell;
		cell.news = "total" in td.dataset ? BigInt(field) + (whole ? 0n : cell.news ?? BigInt(td.textContent.replaceAll(",", ""))) : value(field);
	}

	// draw writes what has changed since the row was drawn. What nobody sees waits until somebody does.
	draw() {
		if (!this.visible) return;
		for (const cell of this.cells) if (cell.news != undefined) this.write(cell);
		for (const spark of this.sparks) {
			spark.draw();
			if (spark.moved) spark.describe();
			spark.moved = 0;
		}
	}

	write(cell) {
		const { td, form, news } = cell;
		cell.news = undefined;
		if (typeof news == "bigint") {
			td.firstChild.data = news.toLocaleString("en-US");
			return;
		}
		td.firstChild.data = write(news, this.unit, form);
		if (form == "%") td.classList.toggle("bad", news > 0);
	}

	setShares(fields) {
		let x = 0;
		this.bars.forEach((bar, i) => {
			if (fields[i]) {
				this.shares[i].textContent = fields[i] + " %";
				bar.setAttribute("width", fields[i]);
			}
			bar.setAttribute("x", x);
			x += +bar.getAttribute("width");
		});
	}

	note(text) {
		find("em", this.heading)?.remove();
		if (!text) return;
		const note = document.createElement("em");
		note.textContent = text;
		this.heading.insertBefore(note, find("small", this.heading));
	}
}
