// Writing in the workbench as a clerk does: node writing.cjs XIAOWEI ROOT (ROOT is changed: give it a copy).
// Every mistake is a line on stdout.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { launch } = require('./common.cjs');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [program, root] = process.argv.slice(2);
const wrong = (what) => console.log(what);
const content = (name) => path.join(root, 'content', name);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function judged(page, what) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast-enhanced': { enabled: true } },
  }));
  for (const v of result.violations) {
    wrong(`${what}: axe ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 110) + ' ' + n.any.map((x) => x.message).join(' ').slice(0, 160)).join(' | ')}`);
  }
}

// Points at words on the page, writes others there, and sees page and file follow.
async function onPage(page, url) {
  await page.goto(`${url}look/401`);
  await page.waitForFunction(() => document.documentElement.dataset.shown);
  const frame = page.frames().find((f) => f.url().includes('/site/401'));
  const box = await (await frame.$('.glance span')).boundingBox();
  await page.mouse.click(box.x + 40, box.y + 12);
  const inside = await (await page.waitForSelector('#writing iframe')).contentFrame();
  await inside.waitForSelector('#form textarea, #form input');
  await inside.$eval('#form textarea, #form input', (e) => { e.value = ''; });
  await inside.type('#form textarea, #form input', '满六十岁的老人');
  const begun = Date.now();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('iframe.now').contentDocument.body.textContent.includes('满六十岁的老人'), { polling: 'raf', timeout: 8000 });
  console.error(`written to seen: ${Date.now() - begun} ms`);
}

// The same on the board: the number of the office, which stands in another file.
async function onBoard(page, url) {
  await page.goto(`${url}look/401`);
  await page.waitForFunction(() => document.documentElement.dataset.shown);
  await page.waitForFunction(() => { const i = document.querySelector('.sheet img'); return i && i.naturalWidth > 0; });
  const spots = await page.evaluate(() => fetch('/spots/401').then((r) => r.json()));
  const spot = spots.find((s) => s.text.includes('0311'));
  const box = await (await page.$('.sheet img')).boundingBox();
  await page.mouse.click(box.x + (spot.share[0] + spot.share[2] / 2) * box.width, box.y + (spot.share[1] + spot.share[3] / 2) * box.height);
  const inside = await (await page.waitForSelector('#writing iframe')).contentFrame();
  await inside.waitForFunction(() => document.querySelector('#form label') && document.querySelector('#form label').textContent === '咨询电话');
}

// A list by keyboard alone: half-typed words of an input method are not written, what is wrong stays in its box.
async function byKeyboard(page, url) {
  await page.goto(`${url}edit/visits`);
  await page.waitForSelector('#form .field');
  await judged(page, 'edit/visits');
  const before = fs.readFileSync(content('visits.yaml'), 'utf8');
  const focus = (label) => page.evaluate((label) => {
    const of = [...document.querySelectorAll('#form > .field label')].find((e) => e.textContent === label);
    document.getElementById(of.htmlFor).focus();
    document.getElementById(of.htmlFor).select();
  }, label);
  await focus('说明');
  await page.evaluate(() => {
    const e = document.activeElement;
    e.value = 'xiayu';
    e.dispatchEvent(new Event('input'));
    e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  });
  await pause(400);
  if (fs.readFileSync(content('visits.yaml'), 'utf8') !== before) { wrong('half-typed pinyin was written'); }
  await focus('说明');
  await page.keyboard.type('雨天照去');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('news').textContent.startsWith('存好了'));
  const after = fs.readFileSync(content('visits.yaml'), 'utf8');
  if (after !== before.replace('说明: 下雨改到东院门厅，时间不变', '说明: 雨天照去')) { wrong('more than one value changed'); }
  await focus('到');
  await page.keyboard.type('8:00');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#form .told .why'));
  const told = await page.$eval('#form .told .why', (e) => e.textContent);
  if (!told.includes('结束不在开始之后')) { wrong(`told: ${told}`); }
  const still = await page.evaluate(() => document.activeElement.value);
  if (still !== '8:00') { wrong('what was typed is gone'); }
  if (fs.readFileSync(content('visits.yaml'), 'utf8') !== after) { wrong('a mistake was written'); }
  await judged(page, 'edit/visits with a mistake');
}

// A question is answered: it is off the list, the answer in its field, who said so and when beside it.
async function answered(page) {
  const file = content('procedures/1-dangjian/101-zhengshen.md');
  const count = await page.evaluate(() => document.querySelectorAll('#titles button').length);
  const button = await page.evaluateHandle(() => [...document.querySelectorAll('#titles button')].find((e) => e.textContent.startsWith('承诺时限')));
  const asked = await button.evaluate((e) => e.textContent);
  await button.click();
  await page.waitForFunction((asked) => (document.querySelector('#answer h2') || {}).textContent === asked, {}, asked);
  const boxes = await page.$$('#answer label input');
  await boxes[0].evaluate((e) => { e.value = ''; });
  await boxes[0].type('10个工作日');
  await boxes[1].type('街道党工委');
  await page.click('#answer .keep');
  await page.waitForFunction((count) => document.querySelectorAll('#titles button').length === count - 1, { timeout: 8000 }, count).catch(() => wrong('the question is still there'));
  const told = await page.$eval('#news', (e) => e.textContent);
  if (told !== '写进去了') { wrong(`answered: ${told}`); }
  if (!fs.readFileSync(file, 'utf8').includes('承诺: 10个工作日')) { wrong('the answer is not in its field'); }
}

// By keyboard alone, what the page spells in its own way: the list of words has the page's too. A script's sentence leads to
// the hours it was worked out of; the Markdown is written as it is.
async function byList(page, url) {
  const choose = async (words) => {
    await page.evaluate((words) => {
      const of = [...document.querySelectorAll('.words button')].find((e) => new RegExp(`^(${words})`).test(e.textContent));
      of.focus();
    }, words);
    await page.keyboard.press('Enter');
    const inside = await (await page.waitForSelector('#writing iframe')).contentFrame();
    await inside.waitForSelector('#form label');
    return inside;
  };
  for (const [words, label] of [['社区现在没人|社区平常现在有人', '办公时间'], ['共 5 步', '步骤'], ['爷爷：“', '人物'], ['问：老年证就是', '正文']]) {
    await page.goto(`${url}look/401`);
    await page.waitForFunction(() => document.documentElement.dataset.shown);
    await page.click('#words');
    await page.waitForFunction((words) => [...document.querySelectorAll('.words button')].some((e) => new RegExp(`^(${words})`).test(e.textContent)), {}, words);
    const inside = await choose(words);
    const labels = await inside.evaluate(() => document.getElementById('form').textContent);
    if (!labels.includes(label)) { wrong(`${words} leads to ${labels.slice(0, 80)}`); }
    if (label !== '正文') { continue; }
    await inside.evaluate(() => { const e = document.querySelector('textarea'); e.setSelectionRange(e.value.length, e.value.length); });
    await inside.type('textarea', '问不清的，先打电话。');
    await inside.click('.keep');
    await page.waitForFunction(() => document.querySelector('iframe.now').contentDocument.body.textContent.includes('问不清的，先打电话。'), { timeout: 8000 }).catch(() => wrong('the Markdown was not written'));
  }
}

(async () => {
  const child = spawn(program, ['serve', '-r', root, '--no-open', '--port', '8980', '--date', '2026-11-22']);
  const browser = await launch();
  try {
    const url = await new Promise((done, fail) => {
      child.stderr.on('data', (data) => { const m = String(data).match(/http:\/\/[\d.:]+\//); if (m) { done(m[0]); } });
      child.on('exit', () => fail(new Error('serve ended')));
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    page.on('pageerror', (error) => wrong(String(error)));
    page.on('dialog', (dialog) => dialog.accept());
    await onPage(page, url);
    await onBoard(page, url);
    await byList(page, url);
    await byKeyboard(page, url);
    await page.goto(`${url}edit/401`);
    await page.waitForSelector('#form .field');
    await page.evaluate(() => document.querySelectorAll('details').forEach((e) => { e.open = true; }));
    await page.waitForSelector('.compose .person .slot');
    await (await page.$('.compose .person .slot')).click();
    await page.waitForSelector('.palette .word');
    await page.click('#past');
    await page.waitForSelector('#states p');
    await judged(page, 'edit/401');
    await page.goto(`${url}ask`);
    await page.waitForSelector('#answer h2');
    await judged(page, 'ask');
    await answered(page);
    await page.goto(`${url}new`);
    await judged(page, 'new');
    await page.goto(url);
    await judged(page, 'start');
    await page.goto(`${url}look/401`);
    await page.waitForFunction(() => document.documentElement.dataset.shown);
    await page.click('#words');
    await page.waitForSelector('.words button');
    await judged(page, 'look/401');
    // Another page in the same browser cannot write.
    await page.goto('about:blank');
    const before = fs.readFileSync(content('site.yaml'), 'utf8');
    await page.evaluate((to) => fetch(`${to}save`, { method: 'POST', mode: 'no-cors', body: '{}' }).catch(() => 0), url);
    if (fs.readFileSync(content('site.yaml'), 'utf8') !== before) { wrong('another page wrote'); }
  } finally {
    await browser.close();
    child.kill();
  }
})().catch((error) => { wrong(String(error)); process.exitCode = 1; });
