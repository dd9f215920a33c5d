/* SPDX-License-Identifier: MIT */
"use strict";
(() => {
	const make = (name, text) => {
		const element = document.createElement(name);
		if (text) element.textContent = text;
		return element;
	};
	const save = (name, type, content) => {
		const link = make("a");
		link.href = URL.createObjectURL(new Blob([content], { type }));
		link.download = name;
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 10000);
	};
	const button = (text, label, act) => {
		const element = make("button", text);
		element.type = "button";
		element.setAttribute("aria-label", label);
		element.addEventListener("click", act);
		return element;
	};
	/* A table as CSV for a spreadsheet, from its cells: what is marked absent is nothing; text that it would run as a formula has
	 * an apostrophe before it (OWASP, CSV injection), numbers stay numbers. */
	const csv = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => {
		if (cell.dataset.none !== undefined) return "";
		const text = cell.dataset.name || cell.textContent;
		const runs = /^[=+\-@\t\r\n]/.test(text) && !/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
		return text === "" || runs || /[",\r\n]/.test(text) ? '"' + (runs ? "'" : "") + text.replace(/"/g, '""') + '"' : text;
	}).join(",")).join("\n") + "\n";
	for (const table of document.querySelectorAll("table[id]")) {
		const tools = make("div");
		tools.className = "tools";
		tools.append(button("Save as CSV", "Save as CSV: table " + table.id, () => save(table.id + ".csv", "text/csv", csv(table))));
		table.closest(".scroll").after(tools);
	}
	/* A table that is opened has the whole width. */
	for (const details of document.querySelectorAll(".narrow details"))
		details.addEventListener("toggle", () => details.closest(".piece").classList.toggle("opened", details.open));
	/* A chart by itself: what the style sheet says is written into the drawing. */
	const alone = (svg) => {
		const copy = svg.cloneNode(true), from = svg.querySelectorAll("*"), to = copy.querySelectorAll("*");
		const box = svg.viewBox.baseVal;
		from.forEach((element, i) => {
			const style = getComputedStyle(element);
			for (const name of ["fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "text-anchor"])
				to[i].setAttribute(name, style.getPropertyValue(name));
			to[i].removeAttribute("class");
		});
		copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
		copy.setAttribute("width", 2 * box.width);
		copy.setAttribute("height", 2 * box.height);
		const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
		ground.setAttribute("x", box.x);
		ground.setAttribute("width", box.width);
		ground.setAttribute("height", box.height);
		ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
		copy.prepend(ground);
		return new XMLSerializer().serializeToString(copy);
	};
	const png = (svg) => {
		const image = new Image(), box = svg.viewBox.baseVal;
		image.onload = () => {
			const canvas = make("canvas");
			canvas.width = 2 * box.width;
			canvas.height = 2 * box.height;
			canvas.getContext("2d").drawImage(image, 0, 0);
			canvas.toBlob((blob) => save(svg.id + ".png", "image/png", blob));
		};
		image.src = "data:image/svg+xml," + encodeURIComponent(alone(svg));
	};
	for (const svg of document.querySelectorAll("svg.drawing")) {
		const tools = make("div");
		tools.className = "tools";
		tools.append(button("Save as SVG", "Save as SVG: " + svg.id, () => save(svg.id + ".svg", "image/svg+xml", alone(svg))),
			button("Save as PNG", "Save as PNG: " + svg.id, () => png(svg)));
		svg.closest("figure").append(tools);
	}
	window.addEventListener("beforeprint", () => {
		for (const details of document.querySelectorAll("details")) details.open = true;
	});
	/* The browser of quotes. */
	const list = document.getElementById("quotes-list"), form = document.getElementById("quotes-form");
	if (!list || !form) return;
	const quotes = [...list.children], step = 25;
	const flat = (text) => text.toLowerCase().replace(/\s+/g, " ");
	const texts = quotes.map((quote) => flat(quote.firstElementChild.textContent));
	const found = document.getElementById("quotes-found"), more = button("More", "Show more quotes", () => { shown += step; show(); });
	let shown = step;
	const has = (value, wanted) => wanted === "" || (value || "").split(" ").includes(wanted);
	/* One claim must be of the kind wanted and have the verdict wanted. */
	const claims = (value, claim, verdict) => (claim === "" && verdict === "") || (value || "").split(" ").some((mark) => {
		const parts = mark.split(".");
		return mark !== "" && (claim === "" || parts[0] === claim) && (verdict === "" || parts[1] === verdict);
	});
	const show = () => {
		const wanted = (name) => form.elements[name] ? form.elements[name].value : "";
		const words = flat(wanted("search"));
		let count = 0;
		quotes.forEach((quote, i) => {
			const data = quote.dataset;
			const fits = has(data.q, wanted("question")) && has(data.c, wanted("theme")) && has(data.s, wanted("sentiment")) &&
				has(data.g, wanted("group")) && has(data.v, wanted("outcome")) && claims(data.k, wanted("claim"), wanted("verdict")) &&
				texts[i].includes(words);
			quote.hidden = !fits || ++count > shown;
		});
		found.textContent = count + (count === 1 ? " quote" : " quotes") + (count > shown ? ", the first " + shown + " shown" : "");
		more.hidden = count <= shown;
	};
	/* A long quote is folded, so that a few of them do not hide all others. */
	for (const quote of quotes) {
		const text = quote.firstElementChild;
		if (text.textContent.length < 600) continue;
		const of = " of: " + text.textContent.slice(0, 60) + "…";
		const fold = button("Show all", "Show all" + of, () => {
			const folded = text.classList.toggle("folded");
			fold.setAttribute("aria-expanded", !folded);
			fold.textContent = folded ? "Show all" : "Show less";
			fold.setAttribute("aria-label", fold.textContent + of);
		});
		fold.setAttribute("aria-expanded", false);
		text.classList.add("folded");
		text.after(fold);
	}
	form.addEventListener("submit", (event) => event.preventDefault());
	form.addEventListener("input", () => { shown = step; show(); });
	form.hidden = false;
	list.classList.add("chosen");
	list.after(more);
	show();
})();
