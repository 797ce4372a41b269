// The pages in Chrome 66 and 78, as in phones of 2018 and 2019: `node old.cjs <public>`. Every mistake is a line on
// stdout. Looked at: the scripts have no word that these do not know, what is typed is found, ticks and large type
// stay, nothing scrolls sideways at 360 px nor at 320 px, no word of a heading stands on two lines.
'use strict';
const { serve, address, launchPhone, tornWords } = require('./common.cjs');

const folder = process.argv[2];
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const expect = (what, good, seen) => { if (!good) { console.log(`${what}: ${JSON.stringify(seen)}`); } };
const PAGES = [
  'index.html', 'quanbu/index.html', '401/index.html', '205/index.html', '404/index.html', '401/zhuanfa.html', '201/zhuanfa.html',
  'lianban/4/index.html', 'lianxi/index.html', 'qunzhu/index.html', 'rili/index.html',
];

// The driver's own way of waiting needs `eval`, which pages forbid.
async function until(page, seen, ...given) {
  for (let times = 0; times < 80; times++) {
    if (await page.evaluate(seen, ...given)) { return; }
    await wait(100);
  }
}

async function searching(page, base, age) {
  await page.goto(`${base}index.html`);
  // There is no typing of characters in the driver for these.
  const found = async (words, said) => {
    await page.$eval('#q', (e, text) => { e.value = text; e.dispatchEvent(new Event('input')); }, words);
    await until(page, (all) => all.split(' ').every((one) => document.getElementById('found').textContent.includes(one)), said);
    return page.$$eval('#found .rows a', (list) => list.map((a) => a.textContent));
  };
  for (const [words, said, wanted] of [
    ['老年证', '找到 老年证', /^401/], ['老年正', '您是不是找', /^401/], ['lnz', '拼音开头', /^401/], ['laonianzheng', '拼音：', /^401/],
    ['報銷', '医保', /医保/], ['我要办低保怎么办', '找到 低保', /^404/], ['４０１。', '找到 老年证', /^401/], ['户口本', '材料里有', /./],
  ]) {
    const list = await found(words, said);
    expect(`Chrome ${age}: ${words}`, wanted.test(list[0] || ''), list);
  }
  await found('护照', '没有找到');
  expect(`Chrome ${age}: nothing`, await page.$eval('#found', (e) => /没有找到“护照”/.test(e.textContent)));
  await found('医保', '找到 医保');
  await wait(200);
  await Promise.all([page.waitForNavigation(), page.evaluate(() => document.querySelector('#found .rows a').click())]);
  await page.goBack();
  await until(page, () => document.querySelector('#found .rows a'));
  expect(`Chrome ${age}: back`, await page.$eval('#q', (e) => e.value) === '医保');
}

async function remembering(page, base, age) {
  await page.goto(`${base}402/index.html`);
  await page.evaluate(() => { document.querySelector('.tick label').click(); document.getElementById('big').click(); });
  await page.reload();
  const kept = await page.evaluate(() => [document.querySelector('.tick input').checked, document.documentElement.className]);
  expect(`Chrome ${age}: after a reload`, kept[0] && kept[1] === 'da', kept);
  await page.evaluate(() => { document.querySelector('[data-untick]').click(); document.getElementById('big').click(); });
  expect(`Chrome ${age}: no tick`, await page.evaluate(() => !document.querySelector('.tick input:checked')));
}

async function widths(page, base, age) {
  for (const width of [360, 320]) {
    await page.setViewport({ width, height: 660 });
    for (const large of [false, true]) {
      for (const path of PAGES) {
        await page.goto(base + path);
        const seen = await page.evaluate((da) => {
          document.documentElement.className = da ? 'da' : '';
          const root = document.scrollingElement;
          const wide = [...document.querySelectorAll('body *')].find((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
          return [root.scrollWidth, root.clientWidth, wide ? wide.outerHTML.slice(0, 100) : ''];
        }, large);
        expect(`Chrome ${age}: ${path} at ${width}${large ? ' large' : ''}`, seen[0] <= seen[1], seen);
        const torn = await page.evaluate(tornWords);
        expect(`Chrome ${age}: ${path} at ${width}${large ? ' large' : ''}: on two lines`, !torn.length, torn);
      }
    }
  }
}

(async () => {
  const server = await serve(folder);
  const base = address(server);
  for (const age of [66, 78]) {
    const browser = await launchPhone(age);
    const version = await browser.version();
    expect('the browser', version.includes(`/${age}.`), version);
    const page = await browser.newPage();
    await page.setViewport({ width: 360, height: 780 });
    page.on('pageerror', (error) => console.log(`Chrome ${age}: ${error}`));
    page.on('console', (message) => { if (message.type() === 'error') { console.log(`Chrome ${age}: ${message.text()}`); } });
    await searching(page, base, age);
    await remembering(page, base, age);
    await widths(page, base, age);
    await browser.close();
  }
  server.close();
})().catch((error) => { console.log(error.stack); process.exit(1); });
