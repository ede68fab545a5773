// Single keys, loaded when the first one is pressed.

export function start({ find }) {
	return {
		press(event) {
			if (event.key == "/") find("input[type=search]").focus();
		},
	};
}
