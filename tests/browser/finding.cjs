// The search box in a real browser: `node finding.cjs <public>`. Every mistake is a line on stdout.
//
// What is said of hits, of what is like it and of nothing; silence while somebody composes characters; keys; the way
// back from a matter; large type and narrow phones. What is found is judged by queries.cjs, without a browser.
'use strict';
const { serve, address, launch, open } = require('./common.cjs');

const folder = process.argv[2];
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const expect = (what, good, seen) => { if (!good) { console.log(`${what}: ${JSON.stringify(seen)}`); } };

// What a phone needs to be told of the box: type, see, clear.
function boxOf(page) {
  const head = () => page.evaluate(() => { const f = document.getElementById('found'); return f.hidden ? '' : f.querySelector('h2').textContent; });
  const rows = () => page.evaluate(() => [...document.querySelectorAll('#found .rows a')].map((a) => a.innerText.replace(/\s+/g, ' ')));
  const clear = () => page.$eval('#q', (e) => { e.value = ''; e.dispatchEvent(new Event('input')); });
  async function typed(text, until) {
    await clear();
    await page.focus('#q');
    await page.keyboard.type(text, { delay: 20 });
    // The address has what was looked for last: half of it may have been answered on the way.
    await page.waitForFunction((words, said) => {
      const found = document.getElementById('found'), q = new URLSearchParams(window.location.search).get('q');
      return q === words && !found.hidden && new RegExp(said).test(found.textContent);
    }, { timeout: 8000 }, text, until).catch(() => {});
    return rows();
  }
  return { head, rows, clear, typed };
}

async function answers(browser, base) {
  const page = await open(browser, folder, {});
  const box = boxOf(page);
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  expect('nothing is fetched before the box is touched', !page.requests.some((url) => /search-data|finder\.js/.test(url)), page.requests);
  let list = await box.typed('户口本', '找到');
  expect('a material', list.length > 3 && /材料里有：/.test(list[0]), list);
  list = await box.typed('报销', '找到');
  expect('a folk word', list.some((row) => /医保/.test(row) && /“报销”和“医保”相近/.test(row)), list);
  expect('search-more.js is not needed yet', !page.requests.some((url) => /search-more/.test(url)), page.requests);
  list = await box.typed('老年正', '您是不是找');
  expect('a slip', /401/.test(list[0]) && /^您是不是找/.test(await box.head()), [await box.head(), list]);
  expect('at most five', list.length <= 5, list);
  list = await box.typed('lnz', '找到');
  expect('initials', /401/.test(list[0]), list);
  list = await box.typed('老人一趟', '找到');
  expect('a bundle', /^老人一趟办 给六十岁以上的老人和家属，3 件事一起办/.test(list[0]), list);
  await Promise.all([page.waitForNavigation(), page.click('#found .rows a')]);
  expect('a bundle has its page', /lianban\/4\/index\.html$/.test(page.url()), page.url());
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  list = await box.typed('护照', '没有找到');
  expect('nothing', /没有找到“护照”/.test(await box.head()), await box.head());
  expect('the categories stay', await page.$eval('#rest', (e) => !e.hidden));
  expect('the phone', await page.$eval('#found .tel', (e) => e.href.startsWith('tel:')));
  await wait(900);
  const said = await page.$eval('#found-say', (e) => e.textContent);
  expect('a voice says so', /没有找到/.test(said), said);
  await page.goto(`${base}quanbu/index.html?q=${encodeURIComponent('生孩子')}`, { waitUntil: 'load' });
  await page.waitForSelector('#found .rows a');
  expect('the list page', (await box.rows()).some((row) => /405/.test(row)), await box.rows());
  expect('no trouble', !page.trouble.length && !page.strangers.length, [page.trouble, page.strangers]);
  await page.close();
}

// An input method shows letters before there are characters: nobody is told that these are nothing.
async function composing(browser, base) {
  const page = await open(browser, folder, {});
  const box = boxOf(page);
  await page.goto(`${base}index.html`, { waitUntil: 'load' });
  await page.focus('#q');
  const keys = await page.createCDPSession();
  const seen = [];
  for (const text of ['x', 'xq', 'xqz', 'xqzw', 'xqzwk']) {
    await keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await wait(250);
    seen.push(await box.head());
  }
  await wait(1800);
  seen.push(await box.head());
  expect('silent while composing', seen.every((head) => !head), seen);
  await keys.send('Input.insertText', { text: '老年证' });
  await page.waitForSelector('#found .rows a');
  expect('after composing', /找到/.test(await box.head()), await box.head());
  await page.close();
}

async function moves(browser, base) {
  const page = await open(browser, folder, {});
  const box = boxOf(page);
  await page.goto(`${base}index.html?v=AB12CD`, { waitUntil: 'load' });
  await box.typed('医保', '找到');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect('arrows', await page.evaluate(() => document.activeElement === document.querySelectorAll('#found .rows a')[1]));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect('back in the box', await page.evaluate(() => document.activeElement.id === 'q'));
  await page.keyboard.press('Escape');
  expect('escape clears', !(await box.head()) && !(await page.$eval('#q', (e) => e.value)), await box.head());
  await box.typed('户口本', '找到');
  await page.evaluate(() => { const more = [...document.querySelectorAll('#found button')].find((e) => /再看/.test(e.textContent)); if (more) { more.click(); } });
  const many = (await box.rows()).length;
  await page.evaluate(() => window.scrollTo(0, 900));
  await wait(100);
  expect('the address keeps both', /v=AB12CD/.test(page.url()) && /q=/.test(page.url()), page.url());
  await Promise.all([page.waitForNavigation(), page.evaluate(() => document.querySelectorAll('#found .rows a')[5].click())]);
  await page.goBack();
  await page.waitForSelector('#found .rows a');
  await wait(300);
  expect('back: the words', await page.$eval('#q', (e) => e.value) === '户口本');
  expect('back: what was opened', (await box.rows()).length === many, [many, (await box.rows()).length]);
  const place = await page.evaluate(() => window.pageYOffset);
  expect('back: the place', Math.abs(place - 900) < 5, place);
  await page.close();
}

async function sizes(browser, base) {
  for (const width of [320, 360]) {
    for (const large of [false, true]) {
      const page = await open(browser, folder, { width, large });
      for (const words of ['老年正', '户口本', '护照']) {
        await page.goto(`${base}index.html?q=${encodeURIComponent(words)}`, { waitUntil: 'load' });
        await page.waitForSelector('#found h2');
        const seen = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - window.innerWidth,
          small: [...document.querySelectorAll('#found *')].filter((e) => !e.children.length && e.textContent && parseFloat(getComputedStyle(e).fontSize) < 18).length,
          low: [...document.querySelectorAll('#found a,#found button')].filter((e) => e.offsetHeight < 48).length,
        }));
        expect(`${words} ${width} px${large ? ' large' : ''}`, seen.wide <= 0 && !seen.small && !seen.low, seen);
      }
      await page.close();
    }
  }
}

(async () => {
  const server = await serve(folder);
  const base = address(server);
  const browser = await launch();
  await answers(browser, base);
  await composing(browser, base);
  await moves(browser, base);
  await sizes(browser, base);
  await browser.close();
  server.close();
})().catch((error) => { console.log(String(error)); process.exit(1); });
