// fetchPage gets a page as a document, or null. Only this interface may: a document of a string would be markup from a script.
export const fetchPage = url => new Promise(done => {
	const request = new XMLHttpRequest();
	request.open("GET", url);
	request.responseType = "document";
	request.setRequestHeader("Accept", "text/html");
	request.onloadend = () => done(request.status == 200 ? request.response : null);
	request.send();
});
