// Shared by the browser scripts: a server for a folder, and a browser.
//
// The server listens on loopback only, compresses text as real hosts do and answers what is not
// there with 404.html. The site's own absolute addresses (404.html uses them) are led to it.
'use strict';
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const puppeteer = require('puppeteer-core');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
};
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--hide-scrollbars', '--lang=zh-CN',
];

function find(folder, url) {
  const clean = decodeURIComponent(url.split(/[?#]/)[0]);
  let file = path.join(folder, path.normalize(clean));
  if (fs.existsSync(file) && fs.statSync(file).isDirectory()) { file = path.join(file, 'index.html'); }
  return fs.existsSync(file) ? [200, file] : [404, path.join(folder, '404.html')];
}

function serve(folder) {
  const server = http.createServer((request, response) => {
    const [status, file] = find(folder, request.url);
    const type = TYPES[path.extname(file)] || 'application/octet-stream';
    let body = fs.readFileSync(file);
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
    if (!/png/.test(type) && /gzip/.test(request.headers['accept-encoding'] || '')) {
      body = zlib.gzipSync(body);
      headers['content-encoding'] = 'gzip';
    }
    response.writeHead(status, headers);
    response.end(body);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const address = (server) => `http://127.0.0.1:${server.address().port}/`;

function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, args: FLAGS,
  });
}

// Chromium 109, the last of Windows 7 and of the browsers of that age; what drives today's does not reach it.
async function launchOld() {
  const executablePath = await require('@sparticuz/chromium').executablePath();
  return require('puppeteer-19').launch({ executablePath, headless: true, args: [...FLAGS, '--no-zygote'] });
}

// Chrome 66 or 78, as in phones of 2018 and 2019 and the views of chats there. Their packages hold the program packed.
async function launchPhone(age) {
  const packed = path.join(path.dirname(require.resolve(`chrome-${age}/package.json`)), 'bin/chromium.br');
  const executablePath = path.join(os.tmpdir(), `xiaowei-chrome-${age}-${process.pid}`);
  fs.writeFileSync(executablePath, zlib.brotliDecompressSync(fs.readFileSync(packed)), { mode: 0o755 });
  const browser = await require('puppeteer-1').launch({ executablePath, headless: true, args: [...FLAGS, '--no-zygote'] });
  fs.unlinkSync(executablePath);
  return browser;
}

// A page of a phone; `dark`, `large` and `scripts` as asked. Requests to the site's own address are
// answered from the folder, all others would be a mistake and are counted.
async function open(browser, folder, { width = 360, height = 780, phone = true, dark = false, large = false, scripts = true, site } = {}) {
  // A profile of its own: what one page remembers, the next must not know.
  const profile = await browser.createBrowserContext();
  const page = await profile.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: 1, isMobile: phone, hasTouch: phone });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.setJavaScriptEnabled(scripts);
  page.strangers = [];
  page.requests = [];
  page.trouble = [];
  page.on('dialog', (dialog) => { page.trouble.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', (error) => page.trouble.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') { page.trouble.push(message.text()); } });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url();
    page.requests.push(url);
    if (url.startsWith('http://127.0.0.1:') || url.startsWith('data:') || url.startsWith('file:')) { request.continue(); return; }
    if (site && url.startsWith(site)) {
      const [status, file] = find(folder, url.slice(site.length - 1));
      request.respond({ status, contentType: TYPES[path.extname(file)], body: fs.readFileSync(file) });
      return;
    }
    page.strangers.push(url);
    request.abort();
  });
  if (large) {
    await page.evaluateOnNewDocument(() => { try { localStorage.setItem('xw:da', '1'); } catch (e) { /* about:blank */ } });
  }
  return page;
}

// Runs in the page: words and numbers that are to stay on one line and stand on two.
function tornWords() {
  return [...document.querySelectorAll('.nb,a[href^="tel:"]:not(.btn)')].filter((e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
    return e.closest('.bar') === null && lines.size > 1;
  }).map((e) => e.textContent);
}

module.exports = { serve, address, launch, launchOld, launchPhone, open, tornWords };
