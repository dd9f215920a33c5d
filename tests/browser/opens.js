/* SPDX-License-Identifier: MIT */
/* opens.js PAGE [RUNS]: how long a page takes to open, each time in a new browser: until the browser's load event has ended,
 * and until the search answers the first key. Medians, in ms; the status is 1 where the first is over 2 s. */
"use strict";
const { withChromium } = require("./chromium.js");

const [file, runs = "1"] = process.argv.slice(2);
const MOST = 2000;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

(async () => {
	const loads = [], searches = [];
	for (let i = 0; i < +runs; i++)
		await withChromium(async (page) => {
			await page.look({});
			await page.open(file);
			loads.push(await page.evaluate("new Promise((done) => setTimeout(() => done(performance.getEntriesByType('navigation')[0].loadEventEnd)))"));
			searches.push(await page.evaluate("new Promise((done) => { const form = document.getElementById('quotes-form'), from = performance.now(); " +
				"form.elements.search.value = 'e'; form.dispatchEvent(new Event('input')); " +
				"requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))); })"));
		});
	const load = median(loads);
	console.log("opens in " + load.toFixed(0) + " ms, a search takes " + median(searches).toFixed(0) + " ms (medians of " + runs + ")");
	if (load > MOST) process.exitCode = 1;
})().catch((error) => { console.log("it does not open: " + error.message); process.exitCode = 1; });
