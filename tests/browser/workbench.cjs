// The workbench as a clerk sees it: node workbench.cjs XIAOWEI ROOT (ROOT is changed: give it a copy).
// Prints what held and what did not as JSON.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { launch } = require('./common.cjs');

const [program, root] = process.argv.slice(2);
const find = (code) => {
  const folder = path.join(root, 'content', 'procedures');
  const name = fs.readdirSync(folder, { recursive: true }).find((f) => path.basename(f).startsWith(code));
  return path.join(folder, name);
};
const rename = (file, text) => {
  const beside = `${file}.neu`;
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, file);
};

(async () => {
  const child = spawn(program, ['serve', '-r', root, '--no-open', '--port', '8960', '--date', '2026-11-22']);
  const browser = await launch();
  const result = { trouble: [], strangers: [] };
  try {
    const url = await new Promise((done, fail) => {
      child.stderr.on('data', (data) => { const m = String(data).match(/http:\/\/[\d.:]+\//); if (m) { done(m[0]); } });
      child.on('exit', () => fail(new Error('serve ended')));
    });
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 900 });
    page.on('pageerror', (error) => result.trouble.push(String(error)));
    page.on('request', (r) => { if (!/^(http:\/\/127\.0\.0\.1:|data:|about:)/.test(r.url())) { result.strangers.push(r.url()); } });
    await page.goto(`${url}look/401`);
    const shown = () => page.waitForFunction(() => document.documentElement.dataset.shown);
    await shown();
    // From now on the page is never without a visible page.
    await page.evaluate(() => {
      window.empty = 0;
      const look = () => { if (!document.querySelector('iframe.now')) { window.empty += 1; } requestAnimationFrame(look); };
      requestAnimationFrame(look);
      document.querySelector('iframe.now').contentWindow.scrollTo(0, 700);
    });
    const text = () => page.evaluate(() => document.querySelector('iframe.now').contentDocument.body.textContent);
    const until = (words) => page.waitForFunction((w) => document.querySelector('iframe.now').contentDocument.body.textContent.includes(w), { timeout: 10000, polling: 'raf' }, words).then(() => true, () => false);
    const file = find('401');
    const good = fs.readFileSync(file, 'utf8');
    const say = (words) => good.replace(/^一句话: .*$/m, `一句话: ${words}`);
    fs.writeFileSync(file, say('存一次'));
    result.saved = await until('存一次');
    result.scrolled = await page.evaluate(() => Math.abs(document.querySelector('iframe.now').contentWindow.scrollY - 700) < 2);
    rename(file, say('换一个文件'));
    result.renamed = await until('换一个文件');
    rename(file, say('有错的话').replace('谁说了算:', '谁说了蒜:'));
    result.told = await page.waitForFunction(() => {
      const box = document.getElementById('problems');
      return !box.hidden && box.textContent.includes('谁说了蒜') && box.textContent.includes('第 ') && box.querySelector('mark');
    }, { timeout: 10000 }).then(() => true, () => false);
    result.kept = (await text()).includes('换一个文件');
    const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    const judge = async () => {
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa'] }));
      return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 80)).join(' | ')}`);
    };
    result.axe = await judge();
    fs.writeFileSync(file, say('改好了'));
    result.mended = await until('改好了') && await page.waitForFunction(() => document.getElementById('problems').hidden, { timeout: 10000 }).then(() => true, () => false);
    const other = find('301');
    fs.writeFileSync(other, fs.readFileSync(other, 'utf8').replace(/^一句话: .*$/m, '一句话: 跟过来了'));
    result.followed = await until('跟过来了') && page.url().endsWith('/look/301');
    result.never_empty = await page.evaluate(() => window.empty === 0);
    await page.goto(url);
    result.axe = result.axe.concat(await judge());
    // Saved while all procedures are shown: that one is opened, page and board.
    fs.writeFileSync(file, say('从首页打开'));
    result.opened = await page.waitForFunction(() => location.pathname === '/look/401', { timeout: 10000 }).then(() => true, () => false);
    await shown();
    result.opened = result.opened && await until('从首页打开');
  } finally { await browser.close(); child.kill(); }
  process.stdout.write(JSON.stringify(result));
})().catch((error) => { process.stderr.write(`${error.stack}\n`); process.exit(1); });
