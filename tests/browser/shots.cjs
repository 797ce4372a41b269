// Pictures of all kinds of pages and states, for the eyes of whoever changes them:
// `NODE_PATH=target/browser/node_modules node tests/browser/shots.cjs public 出图的文件夹`
'use strict';
const fs = require('fs');
const path = require('path');
const { serve, address, launch, open } = require('./common.cjs');

const folder = path.resolve(process.argv[2] || 'public');
const out = path.resolve(process.argv[3] || 'shots');

// Name, path, how, what is done first.
const type = (word) => async (page) => { await page.type('#q', word); await new Promise((r) => setTimeout(r, 300)); };
const SHOTS = [
  ['01-index', 'index.html', {}],
  ['02-category', 'c/4/index.html', {}],
  ['03-item-first', '101/index.html', { first: true }],
  ['03-item', '101/index.html', {}],
  ['03-item-401', '401/index.html', {}],
  ['04-404', '404.html', {}],
  ['05-search', 'index.html', { first: true }, type('老年')],
  ['05-search-nothing', 'index.html', { first: true }, type('没有这事')],
  ['06-share', '401/zhuanfa.html', {}],
  ['07-dark', '401/index.html', { dark: true }],
  ['07-large', '401/index.html', { large: true }],
  ['07-large-index', 'index.html', { large: true }],
  ['08-all', 'quanbu/index.html', {}],
  ['09-old-board', '101/index.html?v=000000', { first: true }],
  ['10-ticks', '401/index.html', {}, async (page) => { for (const l of await page.$$('.tick label')) { await l.click(); } }],
  ['14-320px', '101/index.html', { width: 320, first: true }],
];

(async () => {
  fs.mkdirSync(out, { recursive: true });
  const server = await serve(folder);
  const browser = await launch();
  for (const [name, where, how, first] of SHOTS) {
    const page = await open(browser, folder, { site: 'https://xiaowei.example/', ...how });
    await page.goto(where === '404.html' ? 'https://xiaowei.example/nowhere' : address(server) + where, { waitUntil: 'load' });
    if (first) { await first(page); }
    // Lazy pictures come when they are near; a tall view has everything near.
    const height = how.first ? 780 : await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewport({ width: how.width || 360, height: Math.min(height, 12000), deviceScaleFactor: 1, isMobile: true, hasTouch: true });
    await new Promise((r) => setTimeout(r, 400));
    await page.screenshot({ path: path.join(out, `${name}.png`) });
    await page.close();
  }
  const page = await open(browser, folder, {});
  await page.goto(`${address(server)}401/index.html`, { waitUntil: 'load' });
  await page.evaluate(() => document.querySelectorAll('img').forEach((i) => { i.loading = 'eager'; }));
  await new Promise((r) => setTimeout(r, 800));
  await page.pdf({ path: path.join(out, '11-print-401.pdf'), preferCSSPageSize: true, printBackground: false });
  await browser.close();
  server.close();
})();
