// From a saved file to what the browser shows, beside Hugo where there is one:
//   node latency.cjs XIAOWEI ROOT [HUGO HUGO_ROOT]      (ROOT is changed: give it a copy)
//
// ROOT holds a content folder. Files are saved as editors do: in place, and by a new file renamed over
// the old one. A time begins before the writing and ends two frames after page and board have changed
// (ours), or when the changed page has loaded (Hugo). Prints JSON: medians in milliseconds.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { launch } = require('./common.cjs');

const [program, root, hugo, hugoRoot] = process.argv.slice(2);
const ROUNDS = Number(process.env.ROUNDS || 15);
const now = () => performance.timeOrigin + performance.now();
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

function save(file, text, byRename) {
  if (!byRename) { fs.writeFileSync(file, text); return; }
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.tmp`);
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, file);
}

// Ends with the first line that names an address.
function started(child, pattern) {
  return new Promise((done, fail) => {
    let said = '';
    const hear = (data) => {
      said += data;
      const found = said.match(pattern);
      if (found) { done(found[0]); }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => fail(new Error(said)));
  });
}

function procedures(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.(md|yaml)$/.test(e.name) && !e.name.startsWith('_'))
    .map((e) => path.join(e.parentPath || e.path, e.name)).sort();
}

async function ours(browser) {
  const child = spawn(program, ['serve', '-r', root, '--no-open', '--port', '8900']);
  try {
    const url = await started(child, /http:\/\/127\.0\.0\.1:\d+\//);
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 900 });
    const files = procedures(path.join(root, 'content', 'procedures'));
    const file = files[Math.floor(files.length / 2)];
    const text = fs.readFileSync(file, 'utf8');
    const code = text.match(/编号: "?(\d+)/)[1];
    await page.goto(`${url}look/${code}`);
    await page.waitForFunction(() => document.documentElement.dataset.shown);
    const times = { all: [], page: [] };
    for (let i = 0; i < ROUNDS; i += 1) {
      const word = `第${i + 1}次`;
      await page.evaluate((wanted) => {
        const clock = () => performance.timeOrigin + performance.now();
        const before = document.documentElement.dataset.shown;
        window.times = {};
        const look = () => {
          const frame = document.querySelector('iframe.now');
          if (!window.times.page && frame && frame.contentDocument.body
            && frame.contentDocument.body.textContent.includes(wanted)) { window.times.page = clock(); }
          if (document.documentElement.dataset.shown !== before) { window.times.all = clock(); return; }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, word);
      await pause(120);
      const begin = now();
      save(file, text.replace(/^一句话: .*$/m, `一句话: ${word}改的一句话`), i % 2 === 1);
      await page.waitForFunction(() => window.times.all, { polling: 'raf', timeout: 15000 });
      const seen = await page.evaluate(() => window.times);
      times.all.push(seen.all - begin);
      times.page.push(seen.page - begin);
    }
    save(file, text, false);
    await page.close();
    return { page: Math.round(median(times.page)), board: Math.round(median(times.all)), slowest: Math.round(Math.max(...times.all)) };
  } finally { child.kill(); }
}

async function theirs(browser) {
  const child = spawn(hugo, ['server', '--port', '8950', '--bind', '127.0.0.1', '--noHTTPCache'], { cwd: hugoRoot });
  try {
    const url = await started(child, /http:\/\/(127\.0\.0\.1|localhost):\d+\//);
    const files = procedures(path.join(hugoRoot, 'content'));
    const file = files[Math.floor(files.length / 2)];
    const text = fs.readFileSync(file, 'utf8');
    const page = await browser.newPage();
    const below = path.relative(path.join(hugoRoot, 'content'), file).replace(/\.md$/, '/').split(path.sep).join('/');
    await page.goto(`${url}${below}`);
    const times = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      const word = `第${i + 1}次`;
      await pause(300);
      const begin = now();
      save(file, text.replace(/^一句话: .*$/m, `一句话: ${word}改的一句话`), i % 2 === 1);
      for (;;) {
        const seen = await page.evaluate((wanted) => (document.body.textContent.includes(wanted)
          ? performance.timeOrigin + performance.now() : 0), word).catch(() => 0);
        if (seen) { times.push(seen - begin); break; }
        if (now() - begin > 15000) { throw new Error('hugo did not show the change'); }
        await pause(3);
      }
    }
    save(file, text, false);
    await page.close();
    return { page: Math.round(median(times)), slowest: Math.round(Math.max(...times)) };
  } finally { child.kill(); }
}

(async () => {
  const browser = await launch();
  const result = { procedures: procedures(path.join(root, 'content', 'procedures')).length, xiaowei: await ours(browser) };
  if (hugo) { result.hugo = await theirs(browser); }
  await browser.close();
  process.stdout.write(`${JSON.stringify(result)}\n`);
})().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
