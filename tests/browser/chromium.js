/* SPDX-License-Identifier: MIT */
/* Chromium, headless, by its DevTools protocol over a pipe: no port is opened, and its network is off. */
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

/* Runs act(page) on a browser of its own. `page` has: send(METHOD, parameters) for any of the protocol's commands,
 * heard (events, each { method, params }), errors (what the page said to the console, and what it failed to load),
 * evaluate(expression), open(FILE), look({ width, height, phone, dark, print }). */
const withChromium = async (act) => {
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), "saydo-chromium."));
	const browser = spawn(process.env.CHROMIUM || "chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir=" + profile, "--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run", "--hide-scrollbars",
		"--remote-debugging-pipe", "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
	const gone = new Promise((resolve) => browser.on("exit", resolve));
	const waiting = new Map(), heard = [], errors = [], listeners = [];
	let number = 0, rest = Buffer.alloc(0), session;
	browser.stdio[4].on("data", (data) => {
		let from = 0, end;
		rest = Buffer.concat([rest, data]);
		while ((end = rest.indexOf(0, from)) >= 0) {
			take(JSON.parse(rest.toString("utf8", from, end)));
			from = end + 1;
		}
		rest = rest.subarray(from);
	});
	gone.then(() => { for (const { reject } of waiting.values()) reject(new Error("the browser ended")); });
	const take = (message) => {
		if (message.id) {
			const { resolve, reject } = waiting.get(message.id);
			waiting.delete(message.id);
			if (message.error) reject(new Error(message.error.message));
			else resolve(message.result);
			return;
		}
		heard.push(message);
		const what = message.params;
		if (message.method === "Runtime.consoleAPICalled") errors.push(what.args.map((a) => a.value || a.description).join(" "));
		if (message.method === "Runtime.exceptionThrown") errors.push(what.exceptionDetails.text);
		if (message.method === "Log.entryAdded") errors.push(what.entry.text);
		if (message.method === "Network.loadingFailed") errors.push("not loaded: " + what.errorText);
		listeners.filter((listener) => listener.method === message.method).forEach((listener) => listener.resolve(what));
	};
	const send = (method, params = {}) => new Promise((resolve, reject) => {
		const id = ++number;
		waiting.set(id, { resolve, reject });
		browser.stdio[3].write(JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) }) + "\0");
	});
	const event = (method) => new Promise((resolve) => listeners.push({ method, resolve }));
	const page = { send, heard, errors };
	page.evaluate = async (expression) => {
		const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
		if (exceptionDetails) throw new Error(exceptionDetails.exception.description || exceptionDetails.text);
		return result.value;
	};
	page.open = async (file) => {
		const loaded = event("Page.loadEventFired");
		await send("Page.navigate", { url: "file://" + path.resolve(file) });
		await loaded;
	};
	page.look = async ({ width = 1100, height = 900, phone = false, dark = false, print = false }) => {
		await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: phone ? 2 : 1, mobile: phone });
		await send("Emulation.setTouchEmulationEnabled", { enabled: phone });
		await send("Emulation.setEmulatedMedia", { media: print ? "print" : "",
			features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }] });
	};
	try {
		const { targetInfos } = await send("Target.getTargets");
		const { targetId } = targetInfos.find((target) => target.type === "page");
		session = (await send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
		for (const domain of ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"]) await send(domain + ".enable");
		return await act(page);
	} finally {
		session = undefined;
		send("Browser.close").catch(() => {});
		const late = setTimeout(() => browser.kill("SIGKILL"), 5000);
		await gone;
		clearTimeout(late);
		fs.rmSync(profile, { recursive: true, force: true });
	}
};

module.exports = { withChromium };
