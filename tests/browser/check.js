/* SPDX-License-Identifier: MIT */
/* Runs within a copy of a page, behind its own script. `expected` (put before this) has the CSV of every table by its id.
 * What it finds is written, a line each, into a `pre` that --dump-dom shows. */
(async () => {
	const lines = [];
	try {
	const check = (name, good, why) => lines.push((good ? "ok " : "not ok ") + name + (good || why === undefined ? "" : ": " + why));
	const all = (selector) => [...document.querySelectorAll(selector)];
	const saved = [];
	const Plain = Blob;
	/* What goes into a file is read at once, not in time. */
	window.Blob = function (parts, options) { const blob = new Plain(parts, options); blob.said = parts.join(""); return blob; };
	URL.createObjectURL = (blob) => { saved.push({ blob }); return "blob:none"; };
	HTMLAnchorElement.prototype.click = function () { saved[saved.length - 1].name = this.download; };

	check("nothing was loaded from anywhere", performance.getEntriesByType("resource").length === 0);
	const wide = document.documentElement.scrollWidth;
	check("the page does not scroll sideways at " + innerWidth, wide <= innerWidth, wide + " wide");
	const levels = all("h1,h2,h3").map((heading) => +heading.tagName[1]);
	check("headings are in order", levels[0] === 1 && levels.every((level, i) => !i || level <= levels[i - 1] + 1));
	check("tables have captions and scopes", all("table").every((table) => table.caption && [...table.querySelectorAll("th")].every((th) => th.scope)));
	check("controls have names", all("input,select").every((control) => control.labels.length) && all("button").every((button) => button.getAttribute("aria-label")));
	check("ids are used once", new Set(all("[id]").map((e) => e.id)).size === all("[id]").length);
	check("links lead somewhere", all("a[href^='#']").every((a) => document.getElementById(a.getAttribute("href").slice(1))));

	for (const details of all("details")) details.open = true;
	const charts = all("svg.drawing");
	check("there are charts", charts.length > 0);
	for (const chart of charts) {
		const marks = chart.querySelectorAll(".bar,.more,.less,.point").length, box = chart.viewBox.baseVal;
		const inside = [...chart.querySelectorAll("text,circle,rect")].every((mark) => {
			const at = mark.getBBox();
			return at.x >= box.x - 1 && at.x + at.width <= box.x + box.width + 1;
		});
		check(chart.id + " is drawn, within its frame", marks > 0 && inside, marks + " marks");
		const texts = [...chart.querySelectorAll("text")].map((text) => [text.getBBox(), text.textContent]);
		const over = texts.flatMap(([a, one], i) => texts.slice(i + 1).filter(([b]) => a.x < b.x + b.width && b.x < a.x + a.width &&
			a.y + 2 < b.y + b.height - 2 && b.y + 2 < a.y + a.height - 2).map(([, other]) => one + " over " + other));
		check(chart.id + " writes nothing over anything", over.length === 0, over.slice(0, 3).join("; "));
		check(chart.id + " says what it shows", document.getElementById(chart.getAttribute("aria-labelledby")).textContent !== "");
	}

	/* A page shows no controls: those of direction are left out, the others are replaced. */
	const plain = (text) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "\ufffd");
	const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
		.reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
	const paper = light(getComputedStyle(document.body).backgroundColor);
	for (const selector of ["body", ".fine", "a", "summary", "caption"]) {
		const ink = document.querySelector(selector) && light(getComputedStyle(document.querySelector(selector)).color);
		if (ink === null) continue;
		const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
		check("contrast of " + selector, ratio >= 4.5, ratio.toFixed(1));
	}

	for (const table of all("table[id]")) {
		saved.length = 0;
		[...document.querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === "Save as CSV: table " + table.id).click();
		const text = saved.length ? saved[0].blob.said : "";
		check(table.id + " has no cell that a spreadsheet runs", !/(^|[,\n])"?([=@\t\r]|[+-](?![\d.eE+-]+[,\n]))/.test(text.replace(/""/g, "")));
		check(table.id + " is saved as the filters write it for a spreadsheet", text === plain(expected[table.id]) && saved[0].name === table.id + ".csv", text.slice(0, 200));
	}
	const form = document.getElementById("quotes-form");
	if (form && document.getElementById("quotes-list").children.length) {
		const found = () => parseInt(document.getElementById("quotes-found").textContent, 10);
		const set = (name, value) => { form.elements[name].value = value; form.dispatchEvent(new Event("input")); };
		const rows = [...document.querySelectorAll("#quotes tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
		const option = (name, text) => [...form.elements[name].options].find((o) => o.value !== "" && (o.textContent === text || o.textContent.startsWith(text + ": ")));
		let bad = "";
		for (const [question, code, , quoted] of rows) {
			const theme = option("theme", code);
			if (!theme) { if (quoted !== "0") bad = code; continue; }
			set("question", option("question", question).value);
			set("theme", theme.value);
			if (found() !== +quoted) bad = code + ": " + found() + " where the table has " + quoted;
		}
		check("quotes filtered by question and theme are as many as the table says", bad === "", bad);
		set("question", "");
		set("theme", "");
		const quotes = [...document.getElementById("quotes-list").children];
		const claims = [...document.querySelectorAll("#claim-verdicts tbody tr")]
			.map((row) => [...row.cells].map((cell) => (cell.dataset.none === undefined ? cell.textContent : "")));
		/* What a quote shows of its verdicts, and of its codes. */
		const shows = (quote, verdict) => quote.lastElementChild.innerHTML.includes("<br>" + verdict + ": said ");
		const names = (quote, theme) => [...quote.querySelectorAll("bdi")].some((part) => part.textContent.split(";").includes(theme));
		bad = "";
		for (const [kind, value, verdict, , , , , , quoted] of claims) {
			const claim = form.elements.claim && option("claim", kind + (value ? " " + value : ""));
			const wanted = form.elements.verdict && option("verdict", verdict);
			if (!claim || !wanted) { if (quoted !== "0") bad = kind + " " + verdict; continue; }
			set("claim", claim.value);
			set("verdict", wanted.value);
			if (found() !== +quoted) bad = kind + " " + value + " " + verdict + ": " + found() + " where the table has " + quoted;
			const told = [...document.querySelectorAll("#claim-quotes tbody tr")].filter((row) => row.cells[0].textContent === kind &&
				(row.cells[1].dataset.none === undefined ? row.cells[1].textContent : "") === value && row.cells[2].textContent === verdict);
			if (told.length !== Math.min(3, +quoted)) bad = kind + ": " + told.length + " of " + quoted + " are told";
		}
		if (claims.length) {
			check("quotes filtered by claim and verdict are as many as the table says", bad === "", bad);
			check("all that is told of claims stands in the list", document.querySelectorAll(".said li").length ===
				document.querySelectorAll("#claim-quotes tbody tr").length);
			set("claim", "");
			bad = "";
			for (const verdict of form.elements.verdict.options) {
				for (const theme of [{ value: "", textContent: "" }, ...form.elements.theme.options]) {
					if (verdict.value === "") continue;
					set("verdict", verdict.value);
					set("theme", theme.value);
					const fitting = quotes.filter((quote) => shows(quote, verdict.textContent) &&
						(theme.value === "" || names(quote, theme.textContent))).length;
					if (found() !== fitting) bad = verdict.textContent + ", " + theme.textContent + ": " + found() + " for " + fitting;
				}
			}
			check("quotes filtered by verdict and theme are those that show both", bad === "", bad);
			set("theme", "");
			set("verdict", form.elements.verdict.options[1].value);
			const said = quotes.find((quote) => shows(quote, form.elements.verdict.options[1].textContent)).firstElementChild.textContent
				.trim().split("\n")[0]; /* a field holds one line */
			set("search", said);
			check("quotes are filtered by verdict and search at once", found() > 0 && quotes.every((quote) => quote.hidden ||
				(quote.textContent.toLowerCase().includes(said.toLowerCase()) && shows(quote, form.elements.verdict.options[1].textContent))));
			set("search", "");
			set("verdict", "");
		}
		check("without a filter all quotes are found", found() === quotes.length);
		const word = quotes[0].firstElementChild.textContent.trim().split(/\s+/)[0].toLowerCase();
		set("search", word);
		const seen = quotes.filter((quote) => !quote.hidden);
		check("the search finds", seen.length > 0 && seen.every((quote) => quote.textContent.toLowerCase().includes(word)));
		set("search", "there is no such quote in all of them");
		check("the search finds nothing where nothing is", found() === 0);
	}
	/* Each text in the direction of its first letter that has one. */
	const turned = all("[dir=auto]").filter((element) => {
		const letter = element.textContent.match(/[A-Za-z\u00c0-\u024f\u0590-\u08ff\ufb1d-\ufefc]/);
		return letter && element.checkVisibility() && (getComputedStyle(element).direction === "rtl") !== (letter[0] > "\u0500");
	});
	check("each text stands in its own direction", turned.length === 0, turned.slice(0, 3).map((element) => element.outerHTML.slice(0, 200)).join(" "));
	check("what was foreign did not run", !("ran" in window));
	const skeleton = (element) => element.tagName + "[" + [...element.attributes].map((a) => a.name).sort() + "]" +
		[...element.children].filter((child) => child.id !== "browser-results").map(skeleton).join("");
	const shape = skeleton(document.querySelector("main"));
	let sum = 0;
	for (let i = 0; i < shape.length; i++) sum = (sum * 31 + shape.charCodeAt(i)) >>> 0;
	lines.push("shape " + shape.length + " " + sum);
	if (charts.length) {
		for (const kind of ["SVG", "PNG"]) {
			saved.length = 0;
			[...document.querySelectorAll("button")].find((button) => button.textContent === "Save as " + kind).click();
			for (let i = 0; i < 300 && !saved.length; i++) await new Promise((done) => setTimeout(done, 50));
			check("a chart is saved as " + kind, saved.length === 1 && saved[0].blob.size > 500, saved.length);
		}
	}

	} catch (error) {
		lines.push("not ok the checks run to their end: " + error.message);
	}
	const results = document.createElement("pre");
	results.id = "browser-results";
	results.textContent = "\nbegin-results\n" + lines.join("\n") + "\nend-results\n";
	document.body.append(results);
})();
