// A site is built anew while phones and proxies keep parts of the old one: `node updates.cjs <facts.json>`. Every
// mistake is a line on stdout.
//
// A real proxy on loopback stands between the browser and two builds. It keeps what it was asked for, as those of
// schools, offices and carriers do: by whole addresses, or carelessly by paths alone. Looked at: a page of today with
// what is kept of yesterday, a page of yesterday with today's files, every mix of both in the search, a page and a
// script of version 0.1; ticks stay with what they were put at. The builds are told apart by marks in their files.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const { serve, address, launch, open } = require('./common.cjs');

const asked = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const expect = (what, good, seen) => { if (!good) { console.log(`${what}: ${JSON.stringify(seen)}`); } };
const isPage = (url) => /(\.html|\/)$/.test(url.split('?')[0]);

// Answers are kept by `keyOf(url)`, where it gives a key; `from(url)` is the build that is asked for the others, `changed`
// may give other bytes.
async function proxy(from, keyOf, changed = () => null) {
  const kept = new Map();
  const ask = (url) => new Promise((done, failed) => {
    http.get(from(url).replace(/\/$/, '') + url, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, type: answer.headers['content-type'], bytes: Buffer.concat(parts) }));
    }).on('error', failed);
  });
  const server = http.createServer(async (request, response) => {
    const key = keyOf(request.url);
    let answer = kept.get(key) || await ask(request.url);
    if (key && answer.status === 200) { kept.set(key, answer); }
    const other = changed(request.url, answer.bytes);
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': isPage(request.url) ? 'no-cache' : 'public, max-age=86400' });
    response.end(other || answer.bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function visit(browser) {
  const page = await open(browser, asked.newer, {});
  page.on('response', (response) => { if (response.status() >= 400) { page.trouble.push(`${response.status()} ${response.url()}`); } });
  return page;
}
async function found(page, words, until) {
  await page.$eval('#q', (e) => { e.value = ''; e.dispatchEvent(new Event('input')); });
  await page.focus('#q');
  await page.keyboard.type(words, { delay: 15 });
  await page.waitForFunction((said) => new RegExp(said).test(document.getElementById('found').textContent), { timeout: 8000 }, until).catch(() => {});
  return page.$$eval('#found .rows a', (list) => list.map((a) => a.innerText.replace(/\s+/g, ' ')));
}
// Which builds a page is of.
const marks = (page) => page.evaluate(() => ({
  page: document.querySelector('.wrap p').textContent.includes('新街道') ? 'newer' : 'older',
  style: getComputedStyle(document.documentElement).getPropertyValue('--build').trim(),
  script: document.documentElement.getAttribute('data-page'),
  search: document.documentElement.getAttribute('data-search'),
  finder: window.XWBuild,
}));
const all = (build) => ({ page: build, style: build, script: build, search: build, finder: build });
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
async function looksRight(what, page) {
  const seen = await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) { window.scrollTo(0, y); await new Promise((done) => setTimeout(done, 20)); }
    const images = [...document.images];
    await Promise.all(images.map((image) => image.complete || new Promise((done) => { image.onload = image.onerror = done; })));
    return {
      wide: document.documentElement.scrollWidth - window.innerWidth,
      broken: images.filter((image) => !image.naturalWidth).map((image) => image.src),
      bar: getComputedStyle(document.querySelector('.bar')).position,
    };
  });
  expect(what, seen.wide <= 0 && !seen.broken.length && seen.bar === 'fixed', seen);
  expect(`${what}: trouble`, !page.trouble.length && !page.strangers.length, [page.trouble, page.strangers]);
}
const ticked = (page) => page.$$eval('.tick input', (list) => list.filter((e) => e.checked).map((e) => e.parentElement.querySelector('b').textContent));

// Yesterday's files are in the proxy and in the phone; the page of today asks for its own.
async function today(browser, [older, newer]) {
  let build = older;
  const between = await proxy(() => build, (url) => (isPage(url) ? null : url));
  const base = address(between), page = await visit(browser);
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  await found(page, '老年正', '您是不是找');
  expect('the older one is whole', same(await marks(page), all('older')), await marks(page));
  await page.goto(`${base}${asked.ticks}`, { waitUntil: 'load' });
  await page.evaluate(() => { const labels = document.querySelectorAll('.tick label'); labels[0].click(); labels[2].click(); });
  const before = await ticked(page), first = await page.$eval('.tick b', (e) => e.textContent);
  expect('two ticks', before.length === 2, before);
  await looksRight('the older page', page);
  build = newer;
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  const list = await found(page, asked.added, '找到');
  expect('the newer one is whole', same(await marks(page), all('newer')), await marks(page));
  expect('what is new is found', list.some((row) => row.startsWith(asked.code)), list);
  await page.goto(`${base}${asked.ticks}`, { waitUntil: 'load' });
  const now = await page.$eval('.tick b', (e) => e.textContent);
  expect('the list has another order', first !== now, first);
  expect('ticks stay with what they are', same((await ticked(page)).sort(), before.sort()), [before, await ticked(page)]);
  await looksRight('the newer page', page);
  await page.click('[data-untick]');
  expect('ticks go', !(await ticked(page)).length && await page.$eval('[data-untick]', (e) => e.hidden));
  await page.reload({ waitUntil: 'load' });
  expect('and stay away', !(await ticked(page)).length, await ticked(page));
  await page.close();
  between.close();
}

// A page of yesterday that is kept somewhere, in a phone that has nothing else of it.
async function yesterday(browser, [older, newer]) {
  const between = await proxy((url) => (isPage(url) ? older : newer), () => null);
  const base = address(between), page = await visit(browser);
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  const list = await found(page, asked.added, '找到');
  expect('an old page with new files', same(await marks(page), Object.assign(all('newer'), { page: 'older' })), await marks(page));
  expect('it finds what is new', list.some((row) => row.startsWith(asked.code)), list);
  await looksRight('the old start page', page);
  for (const path of asked.pages) {
    await page.goto(base + path, { waitUntil: 'load' });
    await looksRight(`an old page with new files: ${path}`, page);
  }
  await page.close();
  between.close();
}

// Kept by path alone, each file of whichever day: what is found does not depend on it.
async function mixed(browser, builds) {
  for (let mix = 0; mix < 16; mix++) {
    const parts = ['index.html', 'search.js', 'finder.js', 'search-more.js'];
    const between = await proxy((url) => {
      const at = parts.indexOf(url.split('?')[0].slice(1));
      return builds[at < 0 ? mix % 3 % 2 : (mix >> at) & 1];
    }, (url) => url.split('?')[0]);
    const page = await visit(browser);
    await page.goto(`${address(between)}index.html`, { waitUntil: 'load' });
    const what = `mix ${mix.toString(2).padStart(4, '0')}`;
    let list = await found(page, '老年证', '找到');
    expect(`${what}: a name`, /^401/.test(list[0]), list);
    list = await found(page, '老年正', '您是不是找');
    expect(`${what}: a slip`, /^401/.test(list[0]), list);
    expect(`${what}: trouble`, !page.trouble.length, page.trouble);
    await page.close();
    between.close();
  }
}

// Page and script of version 0.1, without checksums in their addresses, kept in a phone: that script asks for
// `search-data.js`, which brings today's.
async function before(browser, [, newer]) {
  const script = fs.readFileSync(path.join(__dirname, 'search-0.1.js'));
  const as01 = (html) => html.replace(/\?h=[0-9a-f]{8}/g, '').replace(/ data-(finder|more)="[^"]*"/g, '').replace(/<p class="vh" id="found-say"[^>]*><\/p>/, '');
  const between = await proxy(() => newer, () => null, (url, bytes) => {
    if (url === '/search.js') { return script; }
    return url === '/index.html' ? Buffer.from(as01(bytes.toString())) : null;
  });
  const page = await visit(browser);
  await page.goto(`${address(between)}index.html`, { waitUntil: 'load' });
  expect('it is the script of 0.1', !await page.evaluate(() => document.documentElement.hasAttribute('data-search')));
  let list = await found(page, '老年正', '您是不是找');
  expect('0.1: a slip', /^401/.test(list[0]), list);
  list = await found(page, asked.added, '找到');
  expect('0.1: what is new', list.some((row) => row.startsWith(asked.code)), list);
  await looksRight('0.1', page);
  await page.close();
  between.close();
}

(async () => {
  const servers = [await serve(asked.older), await serve(asked.newer)];
  const builds = servers.map(address);
  const browser = await launch();
  await today(browser, builds);
  await yesterday(browser, builds);
  await mixed(browser, builds);
  await before(browser, builds);
  await browser.close();
  servers.forEach((server) => server.close());
})().catch((error) => { console.log(String(error)); process.exit(1); });
