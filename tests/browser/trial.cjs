// From a new community to a board of one's own matter with four pictures put together by looking, without a file being
// opened: node trial.cjs XIAOWEI ROOT mouse|keys|old (`old` is the mouse in Chromium 109; ROOT comes from `init` and is changed). What was done is counted and said
// as JSON on stderr; every mistake is a line on stdout.
'use strict';
const { spawn } = require('child_process');
const { launch, launchOld } = require('./common.cjs');

const [program, root, way] = process.argv.slice(2);
const wrong = (what) => console.log(what);
const counts = { clicks: 0, keys: 0, typed: 0 };
let page;

// The element that is meant, marked for whoever reaches for it: the last one shown with these words, inside of another.
async function mark(selector, words, inside) {
  const found = await page.waitForFunction((selector, words, inside) => {
    document.querySelectorAll('[data-meant]').forEach((e) => e.removeAttribute('data-meant'));
    const scope = inside ? [...document.querySelectorAll(inside)].pop() : document;
    const seen = (e) => e.getClientRects().length > 0;
    const says = (e) => !words || e.textContent.trim().startsWith(words) || e.getAttribute('aria-label') === words;
    const all = scope ? [...scope.querySelectorAll(selector)].filter((e) => seen(e) && says(e)) : [];
    if (!all.length) { return false; }
    all[all.length - 1].setAttribute('data-meant', '');
    // Who sees it half hidden turns the wheel.
    all[all.length - 1].scrollIntoView({ block: 'center' });
    return true;
  }, { timeout: 8000, polling: 50 }, selector, words, inside).catch(() => null);
  if (!found) { throw new Error(`not there: ${selector} ${words || ''} in ${inside || 'page'}`); }
}

// Tab, until the element that is meant has the focus: back or forth, as somebody does who sees where it is.
async function tabTo(...meant) {
  const isBefore = await page.evaluate(() => {
    const [at, to] = [document.activeElement, document.querySelector('[data-meant]')];
    return at !== document.body && Boolean(at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING);
  });
  if (isBefore) { await page.keyboard.down('Shift'); }
  for (let n = 0; n < 600; n += 1) {
    const at = await page.evaluate(() => (document.querySelector('[data-meant]') ? document.activeElement.hasAttribute('data-meant') : null));
    if (at) { break; }
    // The page was drawn anew meanwhile.
    if (at === null) { await mark(...meant); }
    await page.keyboard.press('Tab');
    counts.keys += 1;
    if (n === 599) { throw new Error('no key leads there'); }
  }
  if (isBefore) { await page.keyboard.up('Shift'); }
}

// The mouse goes to where it is and presses; a page that was drawn anew meanwhile is looked at again.
async function click(...meant) {
  for (let n = 0; n < 5; n += 1) {
    const box = await page.evaluate(() => {
      const element = document.querySelector('[data-meant]');
      if (!element) { return null; }
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    if (box) {
      await page.mouse.click(box.x, box.y);
      counts.clicks += 1;
      return;
    }
    await mark(...meant);
  }
  throw new Error(`never still: ${meant.join(' ')}`);
}

async function press(selector, words, inside) {
  await mark(selector, words, inside);
  if (way === 'keys') {
    await tabTo(selector, words, inside);
    await page.keyboard.press('Enter');
    counts.keys += 1;
  } else {
    await click(selector, words, inside);
  }
}

async function type(selector, text, inside) {
  await mark(selector, '', inside);
  if (way === 'keys') { await tabTo(selector, '', inside); } else {
    await click(selector, '', inside);
  }
  await page.keyboard.type(text);
  counts.typed += [...text].length;
}

// A word from the drawings: its search has the focus, the first that is found is taken.
async function pick(asked) {
  await page.waitForFunction(() => document.activeElement.closest('.palette'), { polling: 30, timeout: 8000 }).catch(async () => {
    if (process.env.SHOT) { await page.screenshot({ path: process.env.SHOT }); }
    throw new Error(`no drawings to choose ${asked} from`);
  });
  await page.keyboard.type(asked);
  counts.typed += asked.length;
  await page.keyboard.press('Enter');
  counts.keys += 1;
}

// A picture in the form that is open: where, who does what with what, says what.
async function compose(inside, place, people) {
  await press('.slot', '在哪儿', inside);
  await pick(place);
  for (const person of people) {
    await press('button', '添一个人', inside);
    await pick(person.who);
    for (const [slot, asked] of person.slots) {
      await press('.slot', slot, `${inside} .person:last-of-type`);
      await pick(asked);
    }
    if (person.says) { await type('label input', person.says, `${inside} .person:last-of-type`); }
  }
  await page.waitForFunction((inside) => {
    const panel = [...document.querySelectorAll(inside)].pop().querySelector('.panel img');
    return panel && panel.src.startsWith('data:image/svg');
  }, { timeout: 8000, polling: 50 }, inside);
  await press('.keep', '存下这幅画', inside);
  await page.waitForFunction(() => document.getElementById('news').textContent.startsWith('存好了'), { timeout: 8000 }).catch(async () => {
    const told = await page.evaluate((inside) => [...document.querySelectorAll(`${inside} .told`)].map((e) => e.textContent).join(' | '), inside);
    throw new Error(`not kept: ${told}`);
  });
  await page.evaluate(() => { document.getElementById('news').textContent = ''; });
}

async function trial(url) {
  await page.goto(url);
  await press('a', '答几个问题，添一件');
  await page.waitForSelector('#begin');
  await type('#title', '老年餐桌就餐登记');
  if (way === 'keys') {
    // A list of choices goes by its first letters.
    await mark('#category');
    await tabTo('#category');
    await page.keyboard.type('4');
    counts.keys += 1;
  } else {
    await page.select('#category', '4');
    counts.clicks += 2;
  }
  await type('#summary', '登记一次，天天有热饭');
  await type('#applicant', '本社区六十周岁以上的老人');
  await type('#authority', '社区居委会');
  await type('#materials', '身份证\n近期照片');
  await type('#steps', '到窗口登记\n办就餐卡\n到餐桌吃饭');
  await type('#promise', '当场');
  await type('#fee', '不收费');
  await press('#begin button', '添上，接着写');
  await page.waitForFunction(() => location.pathname.startsWith('/edit/4') && document.querySelector('#form .field'), { timeout: 10000 });
  const code = new URL(page.url()).pathname.split('/').pop();
  const steps = 'fieldset.groups';
  const scenes = [
    ['ck', [{ who: 'yeye', slots: [['做什么', '递'], ['拿什么', '身份证'], ['站哪儿', '左']] }, { who: '社工', slots: [['做什么', '接'], ['拿什么', '身份证'], ['站哪儿', '右']], says: '来，我帮您登记' }]],
    ['社区窗口', [{ who: '社工', slots: [['做什么', '递'], ['拿什么', '卡'], ['站哪儿', '右']], says: '拿好您的卡' }, { who: '爷爷', slots: [['做什么', '接'], ['拿什么', '卡'], ['站哪儿', '左']] }]],
    ['社区食堂', [{ who: '爷爷', slots: [['做什么', '坐'], ['神情', '开心']], says: '真香' }]],
  ];
  for (const [n, scene] of scenes.entries()) {
    const item = `details.item[data-path='["步骤",${n}]']`;
    await press('summary', `${n + 1}.`, `${steps} ${item}`);
    const picture = `details.item[data-path='["步骤",${n},"画面"]']`;
    await press('summary', '画面', picture);
    await compose(picture, ...scene);
  }
  const more = 'details.add[data-path=\'+["开场"]\']';
  await press('summary', '添一幅画', more);
  await compose(more, '家里', [{ who: '奶奶', slots: [['做什么', '思考']], says: '中午吃什么好呢' }]);
  await press('header a', '看网页和展板');
  await page.waitForFunction(() => document.documentElement.dataset.shown, { timeout: 10000 });
  const board = await page.waitForFunction(() => { const i = document.querySelector('.sheet img'); return i && i.naturalWidth > 0; }, { timeout: 10000 }).catch(() => null);
  if (!board) { wrong('no board'); }
  const frame = page.frames().find((f) => f.url().includes(`/site/${code}`));
  const pictures = await frame.evaluate(() => document.querySelectorAll('.pic').length);
  if (pictures !== 4) { wrong(`${pictures} pictures on the page`); }
  if (process.env.SHOT) { await page.screenshot({ path: process.env.SHOT }); }
}

(async () => {
  const child = spawn(program, ['serve', '-r', root, '--no-open', '--port', { mouse: '8984', keys: '8982', old: '8986' }[way], '--date', '2026-11-22']);
  const browser = await (way === 'old' ? launchOld() : launch());
  const begun = Date.now();
  try {
    const url = await new Promise((done, fail) => {
      child.stderr.on('data', (data) => { const m = String(data).match(/http:\/\/[\d.:]+\//); if (m) { done(m[0]); } });
      child.on('exit', () => fail(new Error('serve ended')));
    });
    page = await browser.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    page.on('dialog', (dialog) => { wrong(`dialog ${dialog.type()} ${dialog.message()}`); dialog.accept(); });
    page.on('pageerror', (error) => wrong(String(error)));
    await trial(url);
    // Two seconds for whatever is pointed at, half of one for a key, one for a character: a slow clerk.
    const seconds = counts.clicks * 2 + counts.keys * 0.5 + counts.typed;
    console.error(JSON.stringify({ way, ...counts, seconds, machine: (Date.now() - begun) / 1000 }));
    if (seconds > 600) { wrong(`ten minutes are over: ${seconds} s`); }
  } finally {
    await browser.close();
    child.kill();
  }
})().catch((error) => { wrong(String(error)); process.exitCode = 1; });
