// What a real browser says of a finished site: `node check.cjs <facts.json>`.
//
// The file names the folder, the pages and what must be seen on them; every mistake is a line on
// stdout, none means good. The rules: axe-core without a violation, AAA contrast included, in both
// text sizes, light and dark; targets of 48 px (60 in 长辈版); no sideways scroll at 320 px nor at 200 %
// text, no word or number of a heading on two lines; every fact without scripts; ticks and text size
// survive a reload; the band of old boards.
'use strict';
const fs = require('fs');
const { serve, address, launch, open, tornWords } = require('./common.cjs');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const asked = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const mistakes = [];
const wrong = (what) => mistakes.push(what);

// A page that is not there is asked for at the site's own address: its links start there.
const place = (base, path) => (path === '404.html' ? `${asked.site}nowhere/at/all.html` : base + path);

// Runs in the page: everything that can be touched and is too small.
function smallTargets(least) {
  const found = [];
  for (const e of document.querySelectorAll('a[href],button,input:not([type=checkbox]),label,summary,select')) {
    if (e.matches('.skip,.vh')) { continue; }
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height) { continue; }
    if (box.width < least - 0.5 || box.height < least - 0.5) {
      found.push(`${e.tagName.toLowerCase()} 「${e.textContent.trim().slice(0, 12)}」 ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
  }
  return found;
}

function sideways() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) { return ''; }
  const wide = [...document.querySelectorAll('body *')].find((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
  return `${root.scrollWidth} > ${root.clientWidth}, ${wide ? wide.outerHTML.slice(0, 80) : ''}`;
}

// Smallest text that is seen, in pixels, and where.
function smallestText() {
  let least = [1000, ''];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('svg,script,.vh,.skip') || !e.getClientRects().length) { continue; }
    const size = parseFloat(getComputedStyle(e).fontSize);
    if (size < least[0]) { least = [size, node.data.trim().slice(0, 12)]; }
  }
  return least;
}

async function judged(page, what, large) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  }));
  for (const v of result.violations) {
    wrong(`${what}: axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 110) + ' ' + n.any.map((x) => x.message).join(' ').slice(0, 160)).join(' | ')}`);
  }
  for (const t of await page.evaluate(smallTargets, large ? 60 : 48)) { wrong(`${what}: target too small: ${t}`); }
  const [size, text] = await page.evaluate(smallestText);
  if (size < (large ? 30 : 18) - 0.1) { wrong(`${what}: text of ${size} px: ${text}`); }
}

async function looks(browser, base) {
  for (const dark of [false, true]) {
    for (const large of [false, true]) {
      const page = await open(browser, asked.folder, { dark, large, site: asked.site });
      for (const path of asked.pages) {
        const what = `${path}${large ? ' large' : ''}${dark ? ' dark' : ''}`;
        await page.goto(place(base, path), { waitUntil: 'load' });
        await judged(page, what, large);
        if (path === 'index.html') {
          await page.type('#q', asked.search);
          await page.waitForSelector('#found li');
          const hits = await page.$$eval('#found li', (list) => list.length);
          if (!hits) { wrong(`${what}: nothing found`); }
          await judged(page, `${what} search`, large);
          await page.evaluate(() => { document.getElementById('q').value = ''; });
          await page.type('#q', '查无此事项');
          await page.waitForFunction(() => /没有找到/.test(document.getElementById('found').textContent));
          await judged(page, `${what} nothing found`, large);
        }
      }
      if (page.strangers.length) { wrong(`third parties: ${page.strangers.slice(0, 3)}`); }
      const trouble = page.trouble.filter((t) => !/404 \(Not Found\)/.test(t));
      if (trouble.length) { wrong(`console: ${trouble.slice(0, 3)}`); }
      await page.close();
    }
  }
}

async function widths(browser, base) {
  for (const [width, large, text] of [[320, false, 1], [320, true, 1], [360, false, 2], [320, false, 2]]) {
    const page = await open(browser, asked.folder, { width, large, phone: false, site: asked.site });
    for (const path of asked.pages) {
      await page.goto(place(base, path), { waitUntil: 'load' });
      if (text > 1) { await page.evaluate((n) => { document.documentElement.style.fontSize = `${n * 125}%`; }, text); }
      const scroll = await page.evaluate(sideways);
      if (scroll) { wrong(`${path} ${width} px${large ? ' large' : ''} text × ${text}: scrolls sideways: ${scroll}`); }
      const torn = text > 1 ? [] : await page.evaluate(tornWords);
      if (torn.length) { wrong(`${path} ${width} px${large ? ' large' : ''} text × ${text}: on two lines: ${torn}`); }
    }
    await page.close();
  }
}

async function withoutScripts(browser, base) {
  const page = await open(browser, asked.folder, { scripts: false, site: asked.site });
  let count = 0;
  for (const [path, facts] of Object.entries(asked.facts)) {
    await page.goto(base + path, { waitUntil: 'load' });
    // Pictures show what their words in the page say: for who cannot see them, and for who reads large.
    const seen = (await page.evaluate(() => document.body.innerText
      + [...document.querySelectorAll('img')].map((i) => i.alt).join('\n')
      + [...document.querySelectorAll('.say')].map((e) => e.textContent).join('\n'))).replace(/\s+/g, '');
    for (const fact of facts) {
      count += 1;
      if (!seen.includes(fact)) { wrong(`${path}: without scripts not seen: ${fact}`); }
    }
  }
  // The search form leads to the complete list.
  await page.goto(base + 'index.html');
  await page.type('#q', asked.search);
  await Promise.all([page.waitForNavigation(), page.click('.find button')]);
  if (!/\/quanbu\/index\.html\?q=/.test(page.url())) { wrong(`the form leads to ${page.url()}`); }
  await page.close();
  return count;
}

async function memory(browser, base) {
  const page = await open(browser, asked.folder, { site: asked.site });
  await page.goto(base + asked.ticks, { waitUntil: 'load' });
  await page.click('.tick label');
  await page.click('#big');
  await page.reload({ waitUntil: 'load' });
  const kept = await page.evaluate(() => [document.querySelector('.tick input').checked, document.documentElement.className, document.querySelector('.count').textContent]);
  if (!kept[0] || kept[1] !== 'da') { wrong(`after a reload: ${JSON.stringify(kept)}`); }
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('section p')).fontSize));
  if (size < 30) { wrong(`large text is ${size} px`); }
  await page.click('#big');
  if (await page.evaluate(() => document.documentElement.classList.contains('da'))) { wrong('large text stays'); }
  for (const path of asked.pages) {
    await page.goto(place(base, path), { waitUntil: 'load' });
    const numbers = await page.$$eval('a[href^="tel:"]', (all) => all.map((a) => a.getAttribute('href')));
    // The office's own, and on the page of people theirs.
    const known = [asked.phone].concat(asked.people[path] || []);
    if (!numbers.includes(asked.phone) || numbers.some((n) => !known.includes(n))) { wrong(`${path}: telephone ${numbers}`); }
  }
  for (const [path, shown] of asked.bands) {
    await page.goto(base + path, { waitUntil: 'load' });
    const hidden = await page.$eval('#old', (e) => e.hidden);
    if (hidden === shown) { wrong(`${path}: the band is ${shown ? 'hidden' : 'shown'}`); }
  }
  await page.goto(base + asked.moved[0], { waitUntil: 'load' });
  await page.waitForFunction((to) => location.href.endsWith(to), { timeout: 5000 }, asked.moved[1])
    .catch(() => wrong(`${asked.moved[0]} leads to ${page.url()}`));
  for (const path of [asked.ticks]) {
    const fresh = await open(browser, asked.folder, { site: asked.site });
    await fresh.goto(base + path, { waitUntil: 'networkidle0' });
    const count = new Set(fresh.requests.filter((u) => !u.startsWith('data:'))).size;
    if (count > 6) { wrong(`${path}: ${count} requests before scrolling: ${fresh.requests}`); }
    await fresh.close();
  }
  await page.close();
}

// What the buttons copy: the same words on the page and on the page that says how to send it on, line by
// line; the telephone number as it is shown.
async function copying(browser, base) {
  const page = await open(browser, asked.folder, { site: asked.site });
  await page.browserContext().overridePermissions(base.slice(0, -1), ['clipboard-read', 'clipboard-write']);
  const copied = async (path, selector) => {
    await page.goto(base + path, { waitUntil: 'load' });
    await page.evaluate((s) => document.querySelector(s).click(), selector);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const item = await copied(asked.ticks, '#fa button');
  const share = await copied(asked.ticks.replace('index.html', 'zhuanfa.html'), '.btn.go');
  const code = asked.ticks.split('/')[0];
  const good = item.split('\n').length > 6 && item.includes(`编号 ${code}\n`) && item.includes(`${asked.site}${code}/?v=`);
  if (!good || item.trim() !== share.trim()) { wrong(`copied from the page:\n${item}\nand from how to send it on:\n${share}`); }
  const number = await copied(asked.ticks, '#qu button');
  const shown = await page.$eval('#qu .tel span', (e) => e.textContent);
  if (number !== shown) { wrong(`the number ${shown} is copied as ${number}`); }
  await copied(asked.ticks, '#fa button');
  const label = await page.$eval('#fa button', (e) => e.textContent);
  if (!/已复制/.test(label)) { wrong(`after copying the button says ${label}`); }
  await page.close();
}

// Ordinary days: closed is said of a Sunday, nothing of a Monday.
async function days(browser, base) {
  for (const [day, said, now] of [
    ['2026-11-22T10:00:00', '今天星期日，平常不上班。', '社区现在没人，明天 8:30 上班。'],
    ['2026-11-20T18:00:00', '', '社区现在没人，周一 8:30 上班。'],
    ['2026-11-23T07:00:00', '', '社区现在没人，8:30 上班。'],
    ['2026-11-23T10:00:00', '', '社区平常现在有人，17:30 下班。'],
  ]) {
    const page = await open(browser, asked.folder, { site: asked.site });
    await page.evaluateOnNewDocument((now) => {
      const Real = Date;
      window.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [now])); } };
    }, day);
    await page.goto(base + asked.ticks, { waitUntil: 'load' });
    const text = await page.$eval('#today', (e) => (e.hidden ? '' : e.textContent));
    if (text !== said) { wrong(`on ${day} the page says「${text}」`); }
    const first = await page.$eval('#now', (e) => e.textContent);
    if (first !== now) { wrong(`on ${day} the first screen says「${first}」`); }
    await page.close();
  }
}

// Reading aloud, with a voice that only writes down what it was given: everything that is seen, once,
// in order, from where the reader is; a second touch stops it.
async function reading(browser, base) {
  const page = await open(browser, asked.folder, { site: asked.site });
  await page.evaluateOnNewDocument(() => {
    window.spoken = [];
    const voice = {
      speak(part) { window.spoken.push(part.text); window.pending = setTimeout(() => part.onend(), 1); },
      cancel() { clearTimeout(window.pending); },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: voice });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  });
  await page.goto(base + asked.ticks, { waitUntil: 'load' });
  await page.click('#say');
  await page.waitForFunction(() => document.querySelector('#say .w').textContent === '朗读', { timeout: 20000 });
  const { spoken, seen } = await page.evaluate(() => {
    // What is to be read stands in the page; buttons, counts and the comics' own words do not count.
    const main = document.querySelector('main').cloneNode(true);
    main.querySelectorAll('[data-mute],button,script,svg,[hidden],.skip,.btn').forEach((e) => e.remove());
    return { spoken: window.spoken, seen: main.textContent };
  });
  // Pauses and 「第几步」 are the voice's own.
  const bare = (text) => text.replace(/\s+/g, '').replace(/第(\d+)步，/g, '$1').replace(/，/g, '');
  const [given, there] = [bare(spoken.join('')), bare(seen)];
  if (new Set(spoken).size < 20 || given !== there) {
    let at = 0;
    while (given[at] === there[at] && at < given.length) { at += 1; }
    wrong(`read aloud「${given.slice(at, at + 60)}」 where the page says「${there.slice(at, at + 60)}」`);
  }
  // Half way down, it begins there; a second touch ends it.
  await page.evaluate(() => { window.spoken = []; document.getElementById('jiu').scrollIntoView(); });
  await page.click('#say');
  await page.click('#say');
  const [first, label, marked] = await page.evaluate(() => [window.spoken[0], document.querySelector('#say .w').textContent, document.querySelectorAll('.reading').length]);
  if (!/等多久/.test(first || '') || label !== '朗读' || marked) { wrong(`read from「${first}」, then the button says ${label}, ${marked} marked`); }
  await page.close();
}

// Every page of a catalog of hostile words: nothing runs.
async function hostile(browser) {
  if (!asked.hostile) { return 0; }
  const server = await serve(asked.hostile.folder);
  const page = await open(browser, asked.hostile.folder, { site: asked.hostile.site });
  await page.evaluateOnNewDocument(() => {
    window.alert = (what) => { console.error(`alert ${what}`); };
    document.addEventListener('securitypolicyviolation', (e) => console.error(`policy ${e.violatedDirective} ${e.sample}`));
  });
  for (const path of asked.hostile.pages) {
    const lost = path === '404.html' ? `${asked.hostile.site}nowhere.html` : address(server) + path;
    await page.goto(lost, { waitUntil: 'load' });
    const title = await page.title();
    if (!title) { wrong(`hostile ${path}: no title`); }
  }
  await page.goto(`${address(server)}index.html`, { waitUntil: 'load' });
  for (const word of asked.hostile.searches) {
    await page.evaluate(() => { document.getElementById('q').value = ''; });
    await page.type('#q', word);
  }
  const trouble = page.trouble.filter((t) => !/404 \(Not Found\)/.test(t));
  if (trouble.length || page.strangers.length) { wrong(`hostile: ${trouble.slice(0, 3)} ${page.strangers.slice(0, 3)}`); }
  await page.close();
  server.close();
  return asked.hostile.pages.length;
}

// From a stick: no server at all.
async function fromStick(browser) {
  const page = await open(browser, asked.folder, {});
  await page.goto(`file://${asked.folder}/index.html`, { waitUntil: 'load' });
  await page.type('#q', asked.search);
  await page.waitForSelector('#found li a', { timeout: 5000 }).catch(() => wrong('file://: the search finds nothing'));
  await Promise.all([page.waitForNavigation(), page.click('#found li a')]).catch(() => wrong('file://: no page behind a hit'));
  const heading = await page.$eval('h1', (e) => e.textContent);
  const colour = await page.$eval('.top', (e) => getComputedStyle(e).backgroundColor);
  if (!heading || colour === 'rgba(0, 0, 0, 0)') { wrong(`file://: ${page.url()} ${heading} ${colour}`); }
  await page.close();
}

(async () => {
  const server = await serve(asked.folder);
  const base = address(server);
  const browser = await launch();
  await looks(browser, base);
  await widths(browser, base);
  if (asked.brief) {
    await browser.close();
    server.close();
    process.stdout.write(mistakes.map((m) => `${m}\n`).join(''));
    return;
  }
  const facts = await withoutScripts(browser, base);
  await memory(browser, base);
  await copying(browser, base);
  await days(browser, base);
  await reading(browser, base);
  const pages = await hostile(browser);
  await fromStick(browser);
  await browser.close();
  server.close();
  console.error(`${facts} facts without scripts, ${pages} hostile pages`);
  process.stdout.write(mistakes.map((m) => `${m}\n`).join(''));
})().catch((error) => { process.stdout.write(`${mistakes.join('\n')}\n${error.stack}\n`); process.exit(1); });
