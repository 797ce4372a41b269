// Lighthouse, mobile, median of three: `node lighthouse.cjs public index.html c/4/index.html …`.
// One line of JSON per page: the four scores, and what cost points.
'use strict';
const path = require('path');
const { pathToFileURL } = require('url');
const { serve, address, launch } = require('./common.cjs');

const median = (list) => list.slice().sort((a, b) => a - b)[Math.floor(list.length / 2)];

(async () => {
  const entry = require.resolve('lighthouse/core/index.js');
  const lighthouse = (await import(pathToFileURL(entry))).default;
  const server = await serve(path.resolve(process.argv[2]));
  for (const where of process.argv.slice(3)) {
    const scores = { performance: [], accessibility: [], 'best-practices': [], seo: [] };
    const lost = new Set();
    for (let run = 0; run < 3; run++) {
      const browser = await launch();
      const port = Number(new URL(browser.wsEndpoint()).port);
      const result = await lighthouse(address(server) + where, { port, output: 'json', logLevel: 'error', formFactor: 'mobile' });
      for (const [name, list] of Object.entries(scores)) {
        const category = result.lhr.categories[name];
        list.push(Math.round(category.score * 100));
        for (const ref of category.auditRefs) {
          const audit = result.lhr.audits[ref.id];
          if (ref.weight > 0 && audit.score !== null && audit.score < 0.9) { lost.add(`${ref.id} ${audit.displayValue || ''}`); }
        }
      }
      await browser.close();
    }
    const medians = Object.fromEntries(Object.entries(scores).map(([name, list]) => [name, median(list)]));
    console.log(JSON.stringify({ page: where, ...medians, lost: [...lost] }));
  }
  server.close();
})().catch((error) => { console.error(error.stack); process.exit(1); });
