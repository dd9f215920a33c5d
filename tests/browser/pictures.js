/* SPDX-License-Identifier: MIT */
/* pictures.js PAGE PREFIX: pictures of a page to be looked at: PREFIX.png (desktop), -dark.png, -phone.png, -a4.pdf and
 * -letter.pdf. */
"use strict";
const fs = require("fs");
const { withChromium } = require("./chromium.js");

const [file, prefix] = process.argv.slice(2);
const MOST = 16000; /* a picture's height: more than that Chromium does not draw */
const inches = { a4: [8.27, 11.69], letter: [8.5, 11] };

withChromium(async (page) => {
	for (const [name, look] of [["", {}], ["-dark", { dark: true }], ["-phone", { width: 390, height: 844, phone: true }]]) {
		await page.look(look);
		await page.open(file);
		const tall = await page.evaluate("document.documentElement.scrollHeight");
		const width = look.width || 1100;
		const { data } = await page.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true,
			clip: { x: 0, y: 0, width, height: Math.min(tall, MOST / (look.phone ? 2 : 1)), scale: 1 } });
		fs.writeFileSync(prefix + name + ".png", Buffer.from(data, "base64"));
	}
	await page.look({});
	await page.open(file);
	for (const [name, [paperWidth, paperHeight]] of Object.entries(inches)) {
		const { data } = await page.send("Page.printToPDF", { paperWidth, paperHeight, printBackground: false, preferCSSPageSize: false });
		fs.writeFileSync(prefix + "-" + name + ".pdf", Buffer.from(data, "base64"));
	}
	if (page.errors.length) throw new Error(page.errors.join("\n"));
}).catch((error) => { console.log("not ok pictures: " + error.message); process.exitCode = 1; });
