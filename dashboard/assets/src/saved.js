// The script of a page that was saved as a file: the charts of a series, without anything that needs the program.

import { all, find, main } from "./lib/dom.js";
import { write } from "./lib/numbers.js";
import { nextTheme, setTheme, storedTheme } from "./lib/theme.js";
import { start as startHeat } from "./heat.js";
import { start } from "./metric.js";

setTheme(storedTheme());
find("#theme").addEventListener("click", nextTheme);
start({ all, find, main, write });
const read = startHeat({ find });
for (const type of ["pointerover", "focusin"]) for (const frame of all(".heat .frame")) frame.addEventListener(type, event => read(frame, event));
