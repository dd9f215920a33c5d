/* SPDX-License-Identifier: MIT */
/* accessible.js PAGE…: whether each page can be used without eyes, without a mouse, without colours and without scripts, in
 * light, dark, print and on a phone. A line for each check: `ok NAME` or `not ok NAME: why`. References are to WCAG 2.2. */
"use strict";
const { withChromium } = require("./chromium.js");

/* Run within the page. */
const inPage = {
	/* Text, and what is drawn, against what is behind it: 1.4.3 (4.5 to 1) and 1.4.11 (3 to 1). */
	contrast: () => {
		const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
		const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
			.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
			.reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
		const ground = (element) => {
			for (; element; element = element.parentElement) {
				const colour = parts(getComputedStyle(element).backgroundColor);
				if (colour.length === 3 || colour[3] === 1) return colour;
			}
			return [255, 255, 255];
		};
		const ratio = (ink, paper) => (Math.max(light(ink), light(paper)) + 0.05) / (Math.min(light(ink), light(paper)) + 0.05);
		const bad = new Set(), seen = new Map();
		let texts = 0;
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const element = walker.currentNode.parentElement;
			if (!walker.currentNode.data.trim() || ["SCRIPT", "STYLE", "OPTION", "title"].includes(element.tagName) || !element.checkVisibility()) continue;
			const style = getComputedStyle(element);
			const key = [element.tagName, element.className.baseVal || element.className, style.color, style.fill].join(" ");
			texts++;
			if (seen.has(key)) continue;
			const is = ratio(parts(element.closest("svg") ? style.fill : style.color), ground(element));
			seen.set(key, is);
			if (is < 4.5) bad.add(key + " " + is.toFixed(1));
		}
		for (const mark of document.querySelectorAll(".more,.less,.point,.line,.whisker,.bar,.axis,.zero")) {
			const style = getComputedStyle(mark);
			const is = Math.max(...[style.fill, style.stroke].filter((colour) => colour !== "none").map((colour) => ratio(parts(colour), ground(mark))));
			if (!(is >= 3)) bad.add(mark.className.baseVal + " " + is.toFixed(1));
		}
		return { bad: [...bad], texts };
	},
	/* What can be reached by keys, in its order. */
	stops: () => {
		const stops = [...document.querySelectorAll("a[href],button,select,input,summary,[tabindex='0']")]
			.filter((element) => element.checkVisibility() && !element.disabled);
		window.stops = stops;
		return stops.length;
	},
	stop: () => {
		const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
		return { at: window.stops.indexOf(at), name: at.outerHTML.slice(0, 80),
			outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
			seen: box.bottom > 0 && box.top < innerHeight };
	},
	/* Fingers: 2.5.8 wants 24 by 24; what is a button or a field has 44. Links within a sentence are exempt. */
	targets: () => [...document.querySelectorAll("a[href],button,select,input,summary")].filter((element) => {
		const box = element.getBoundingClientRect(), least = element.matches("button,select,input") ? 44 : 24;
		return element.checkVisibility() && !element.closest(".headline") && !element.matches(".skip") && (box.height < least || box.width < 24);
	}).map((element) => element.outerHTML.slice(0, 80)),
	wide: () => document.documentElement.scrollWidth,
	references: () => [...document.querySelectorAll("[aria-labelledby],[aria-describedby],[aria-controls],[for]")].flatMap((element) =>
		["aria-labelledby", "aria-describedby", "aria-controls", "for"].flatMap((name) => (element.getAttribute(name) || "").split(" "))
			.filter((id) => id && !document.getElementById(id))),
	manners: () => [...document.querySelectorAll("[autofocus],[accesskey],marquee,blink,[tabindex]:not([tabindex='0'],[tabindex='-1'])")].length +
		document.getAnimations().length,
	/* The colours of marks, as the style sheet has them. */
	palette: () => Object.fromEntries(["paper", "ink", "bar", "mark", "less"].map((name) =>
		[name, getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim()])),
};

/* sRGB to linear light, and how protanopes and deuteranopes see it (Machado, Oliveira and Fernandes 2009, severity 1). */
const linear = (colour) => {
	const long = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
	return [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
};
const eyes = {
	usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
	protanope: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
	deuteranope: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
	grey: [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]],
};
/* CIELAB of what these eyes see, white point D65. */
const lab = (colour, eye) => {
	const [r, g, b] = eyes[eye].map((row) => row.reduce((sum, weight, i) => sum + weight * linear(colour)[i], 0)).map((part) => Math.min(1, Math.max(0, part)));
	const [x, y, z] = [[0.4124, 0.3576, 0.1805, 0.9505], [0.2126, 0.7152, 0.0722, 1], [0.0193, 0.1192, 0.9505, 1.089]]
		.map(([u, v, w, white]) => (u * r + v * g + w * b) / white).map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116));
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
const apart = (a, b, eye) => Math.hypot(...lab(a, eye).map((part, i) => part - lab(b, eye)[i]));

const run = (name, ...values) => `(${inPage[name]})(${values.map((value) => JSON.stringify(value)).join(",")})`;

const checkPage = async (page, file, check) => {
	const ask = (name) => page.evaluate(run(name));
	await page.look({});
	await page.open(file);

	check("the page has a language and a title", await page.evaluate("document.documentElement.lang !== '' && document.title !== ''"));
	check("references lead somewhere", (await ask("references")).length === 0, (await ask("references")).join(" "));
	check("nothing moves, grabs the focus or changes its order", (await ask("manners")) === 0);

	/* As a screen reader has it, with all that can be opened open. */
	await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
	const { nodes } = await page.send("Accessibility.getFullAXTree");
	const role = (node) => node.role && node.role.value, name = (node) => (node.name && node.name.value || "").trim();
	const all = nodes.filter((node) => !node.ignored), of = (...roles) => all.filter((node) => roles.includes(role(node)));
	const controls = of("button", "link", "searchbox", "textbox", "combobox", "DisclosureTriangle", "img", "image", "table", "form", "navigation", "listbox");
	check("what can be used, and each picture and table, has a name", controls.length > 10 && controls.every(name),
		controls.filter((node) => !name(node)).map(role).join(" "));
	const buttons = of("button").map(name);
	/* Answers of the same words are shown in full by buttons of the same name. */
	const own = buttons.filter((n) => !n.startsWith("Show all of: "));
	check("buttons have different names", new Set(own).size === own.length, own.filter((n, i) => own.indexOf(n) !== i).join(", "));
	check("landmarks: one banner, one navigation, one main part", ["banner", "navigation", "main"].every((r) => of(r).length === 1));
	check("no more landmarks than those, a footer and the search for quotes", of("region", "complementary", "search").length === 0,
		of("region").map(name).join(", "));
	const levels = of("heading").map((node) => node.properties.find((p) => p.name === "level").value.value);
	check("headings go down by one", levels[0] === 1 && levels.filter((level) => level === 1).length === 1 &&
		levels.every((level, i) => !i || level <= levels[i - 1] + 1), levels.join(""));
	check("headings say something", of("heading").every(name));
	const tables = await page.evaluate("[...document.querySelectorAll('table')].map((t) => [t.id, [...t.rows[0].cells].every((c) => c.scope === 'col'), " +
		"!!t.caption && t.caption.textContent !== ''])");
	check("tables have captions, and headers with a scope", tables.length > 0 && tables.every(([, scope, caption]) => scope && caption));
	check("tables are tables", of("table").length === tables.length, of("table").length + " of " + tables.length);
	check("what was found is told aloud", !(await page.evaluate("!!document.getElementById('quotes-list').children.length")) || of("status").length === 1);

	for (const [mode, look] of Object.entries({ light: {}, dark: { dark: true }, print: { print: true }, phone: { phone: true, width: 390, height: 844 } })) {
		await page.look(look);
		const { bad, texts } = await ask("contrast");
		check("contrast, " + mode, texts > 20 && bad.length === 0, bad.join("; ") || texts + " texts");
		const { paper, ink, bar, mark, less } = await ask("palette");
		for (const eye of Object.keys(eyes)) {
			/* About 2.3 is what can just be seen; more and less are told apart by their shape as well. */
			const least = Math.min(apart(mark, less, eye) / (eye === "grey" ? 1 : 2), apart(mark, paper, eye) / 3, apart(less, paper, eye) / 3,
				apart(bar, paper, eye) / 1.2, apart(bar, ink, eye) / 2);
			check("colours can be told apart, " + mode + ", " + eye, least >= 10, least.toFixed(1));
		}
	}
	check("fingers can hit what is to be touched", (await ask("targets")).length === 0, (await ask("targets")).slice(0, 3).join(" "));
	/* 1.4.10: so narrow, or enlarged to four times on a screen of 1280. */
	for (const width of [320, 390, 768]) {
		await page.look({ width, height: 700 });
		const wide = await ask("wide");
		check("nothing scrolls sideways at " + width, wide <= width, wide);
	}

	/* By keys alone: each stop in the page's order, each seen and outlined, and out again at the end. */
	await page.look({});
	await page.open(file);
	const stops = await ask("stops");
	const press = async (key, code) => {
		for (const type of ["rawKeyDown", "char", "keyUp"])
			if (type !== "char" || key !== "Tab")
				await page.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code, ...(type === "char" ? { text: "\r" } : {}) });
	};
	let why = "";
	for (let i = 0; i < stops && !why; i++) {
		await press("Tab", 9);
		const stop = await ask("stop");
		if (stop.at !== i) why = "stop " + i + " is " + stop.at + ": " + stop.name;
		else if (!stop.outlined) why = "no outline: " + stop.name;
		else if (!stop.seen) why = "out of sight: " + stop.name;
	}
	check("the Tab key comes to each of " + stops + " stops, in order, seen and outlined", stops > 10 && !why, why);
	await page.evaluate("document.querySelector('summary').focus()");
	await press("Enter", 13);
	check("Enter opens a table", await page.evaluate("document.querySelector('summary').parentElement.open"));
	if (await page.evaluate("document.getElementById('quotes-list').children.length > 0")) {
		await page.evaluate("document.querySelector('input[type=search]').focus()");
		await page.send("Input.insertText", { text: "no such words in any quote" });
		check("typing in the search finds, and says so", (await page.evaluate("document.getElementById('quotes-found').textContent")) === "0 quotes");
	}

	/* Without scripts: all tables and quotes are there, and nothing that would need one. */
	const scripted = await page.evaluate("[document.querySelectorAll('table').length, document.querySelectorAll('#quotes-list li').length]");
	await page.send("Emulation.setScriptExecutionDisabled", { value: true });
	await page.open(file);
	const plain = await page.evaluate("[document.querySelectorAll('table').length, " +
		"[...document.querySelectorAll('#quotes-list li')].filter((quote) => quote.checkVisibility()).length]");
	check("without scripts all tables and quotes stand there", String(plain) === String(scripted), plain + " of " + scripted);
	check("without scripts there are no idle controls", await page.evaluate("![...document.querySelectorAll('button,select,input')].some((c) => c.checkVisibility())"));
	await page.send("Emulation.setScriptExecutionDisabled", { value: false });
	check("nothing was said to the console, and nothing was fetched", page.errors.length === 0, page.errors.join("; "));
};

(async () => {
	for (const file of process.argv.slice(2))
		await withChromium((page) => checkPage(page, file, (name, good, why) => {
			console.log((good ? "ok " : "not ok ") + name + (good || why === undefined || why === "" ? "" : ": " + why));
			if (!good) process.exitCode = 1;
		}));
})().catch((error) => { console.log("not ok the checks run to their end: " + error.message); process.exitCode = 1; });
