// 群主速查 in a real browser: `node quick.cjs <facts.json>`. Every mistake is a line on stdout, figures go to stderr.
//
// Two letters find the matter, one tap more and its text is in the clipboard; a site of a thousand matters stays
// small and quick on a slow phone; it opens without a network, and a new version never mixes with the old.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { serve, address, launch } = require('./common.cjs');

const asked = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const wrong = (what) => console.log(what);
const PAGE = 'qunzhu/index.html';

async function phone(browser, base) {
  const context = await browser.createBrowserContext();
  await context.overridePermissions(base.replace(/\/$/, ''), ['clipboard-read', 'clipboard-sanitized-write']);
  const page = await context.newPage();
  await page.setViewport({ width: 360, height: 780, deviceScaleFactor: 1, isMobile: true, hasTouch: true });
  return page;
}

async function typed(page, letters) {
  await page.$eval('#k', (e) => { e.value = ''; });
  await page.type('#k', letters);
  return page.$$eval('#kuai-found li p', (list) => list.map((e) => e.textContent.trim()));
}

async function copied(page) {
  await page.click('#kuai-found li button');
  await page.waitForFunction(() => /已复制/.test(document.querySelector('#kuai-found li button').textContent), { timeout: 5000 });
  return page.evaluate(() => navigator.clipboard.readText());
}

async function finds(browser) {
  const server = await serve(asked.folder);
  const page = await phone(browser, address(server));
  await page.goto(address(server) + PAGE, { waitUntil: 'load' });
  for (const [letters, code] of asked.finds) {
    const hits = await typed(page, letters);
    if (!hits.slice(0, 3).some((hit) => hit.startsWith(code))) { wrong(`${letters}: ${code} is not among ${hits.slice(0, 3).join(' | ')}`); }
  }
  for (const letters of asked.nothing) {
    const hits = await typed(page, letters);
    if (hits.length) { wrong(`${letters}: found ${hits.join(' | ')}`); }
  }
  await typed(page, asked.finds[0][0]);
  const text = await copied(page);
  if (!text.includes(`编号 ${asked.finds[0][1]}`) || !text.includes('怎么办：')) { wrong(`copied: ${text.slice(0, 80)}`); }
  await page.click('#kuai-found li button + button');
  await page.waitForSelector('#kuai-pic img');
  await page.waitForFunction(() => document.querySelector('#kuai-pic img').naturalWidth > 0);
  server.close();
}

// From the first key to the copied text, what the page itself takes, on a phone four times slower.
async function quick(browser) {
  const size = (file) => fs.readFileSync(path.join(asked.thousand, file));
  const files = [PAGE, 'qunzhu/suoyin.js', 'quick.js'].map(size);
  const raw = files.reduce((sum, file) => sum + file.length, 0);
  const packed = files.reduce((sum, file) => sum + zlib.gzipSync(file).length, 0);
  console.error(`1,000 matters: ${raw} bytes, ${packed} packed`);
  if (packed > 60 * 1024) { wrong(`${packed} bytes for 1,000 matters`); }
  const server = await serve(asked.thousand);
  const page = await phone(browser, address(server));
  await page.emulateCPUThrottling(4);
  await page.goto(address(server) + PAGE, { waitUntil: 'networkidle0' });
  const times = [];
  for (let round = 0; round < 7; round++) {
    times.push(await page.evaluate(() => {
      const input = document.getElementById('k');
      const start = performance.now();
      for (const text of ['b', 'bs']) {
        input.value = text;
        input.dispatchEvent(new Event('input'));
      }
      const list = document.querySelectorAll('#kuai-found li');
      list[0].querySelector('button').click();
      list[0].getBoundingClientRect();
      return performance.now() - start;
    }));
  }
  times.sort((a, b) => a - b);
  console.error(`two keys and a tap: ${times[3].toFixed(1)} ms, median of 7, CPU four times slower`);
  server.close();
}

async function offline(browser) {
  const current = path.join(path.dirname(process.argv[2]), 'current');
  const point = (folder) => { fs.rmSync(current, { force: true }); fs.symlinkSync(folder, current); };
  point(asked.folder);
  const server = await serve(current);
  const page = await phone(browser, address(server));
  await page.goto(address(server) + PAGE, { waitUntil: 'load' });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(address(server) + PAGE, { waitUntil: 'load' });
  await page.setOfflineMode(true);
  await page.goto(address(server) + PAGE, { waitUntil: 'load' });
  const hits = await typed(page, asked.finds[0][0]);
  if (!hits.length) { wrong('without a network nothing is found'); return; }
  const text = await copied(page);
  if (!text.includes('怎么办：')) { wrong(`without a network: ${text.slice(0, 60)}`); }
  await page.setOfflineMode(false);
  // A new version: page and texts of the same one at any time, and the new one in the end.
  point(asked.newer);
  let seen = '';
  for (let visit = 0; visit < 4; visit++) {
    await page.goto('about:blank');
    await page.goto(address(server) + PAGE, { waitUntil: 'load' });
    await typed(page, asked.finds[0][0]);
    const words = await copied(page);
    const shown = await page.$eval('.bar .call', (e) => e.href);
    const [old, fresh] = asked.phones.map((number) => [words.includes(number), shown.endsWith(number.replace(/\D/g, ''))]);
    if (old[0] !== old[1] || fresh[0] !== fresh[1]) { wrong(`visit ${visit}: a mix of versions`); }
    seen = fresh[0] ? 'new' : 'old';
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r.update()));
    await new Promise((done) => setTimeout(done, 800));
  }
  if (seen !== 'new') { wrong('after four visits the old version is still there'); }
  server.close();
}

(async () => {
  const browser = await launch();
  try {
    await finds(browser);
    await quick(browser);
    await offline(browser);
  } finally {
    await browser.close();
  }
})().catch((error) => { wrong(String(error)); process.exitCode = 1; });
