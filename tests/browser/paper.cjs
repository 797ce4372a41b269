// Pages as a browser prints them, read large: `node paper.cjs SITE OUT CODE…` writes OUT/CODE.pdf, A4.
// Paper has one size of type, so who reads large must get the same sheet.
'use strict';
const path = require('path');
const { serve, address, launch, open } = require('./common.cjs');

const [folder, out, ...codes] = process.argv.slice(2);

(async () => {
  const server = await serve(folder);
  const browser = await launch();
  for (const code of codes) {
    const page = await open(browser, folder, { large: true });
    await page.goto(`${address(server)}${code}/index.html`, { waitUntil: 'load' });
    // A person has scrolled through the page, or the browser fetches the pictures for the print.
    await page.evaluate(() => Promise.all([...document.querySelectorAll('img')].map((i) => { i.loading = 'eager'; return i.decode(); })));
    await page.pdf({ path: path.join(out, `${code}.pdf`), preferCSSPageSize: true, printBackground: false });
    await page.close();
  }
  await browser.close();
  server.close();
})();
