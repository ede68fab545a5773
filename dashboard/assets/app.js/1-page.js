// Brings the page to life. The server has drawn everything already; updates bring numbers, which are written and drawn
// here as the server does it. The files of this folder are one script, in this order.

const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const main = find("main");
