// Goes to another page of this dashboard without loading all of it anew.

import { run } from "./connection.js";
import { main } from "./dom.js";
import { fetchPage, replace } from "./update.js";

// visit shows the page at a URL if there is one, and returns the answer in any case. A page that needs other modules than
// this one has to be opened, and is only if that was decided.
export async function visit(url, decided) {
	const answer = await fetchPage(url);
	if (answer.status != 200 || !answer.document) return answer;
	const { metric } = answer.document.body.dataset;
	if (metric || document.body.dataset.metric) {
		if (decided) location = url;
		return answer;
	}
	history.replaceState(null, "", url);
	replace(answer.document);
	if (main.dataset.n) run();
	return answer;
}
