// The search of a built site without a browser: `node queries.cjs <public> <queries.tsv> [<none.tsv>]`.
//
// A line of queries is what a resident types, the keys (a|b) of which one must be among the first three, and what kind
// of query it is; one of them must be the first where `first` follows. Of `none` nothing may be said to be found. As the page does it, search-more.js is read only when the
// words were not met. On stdout is what came of it, as JSON.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [folder, queries, none] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const lines = (file) => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'));

const site = {};
vm.createContext(site);
for (const name of ['finder.js', 'search-more.js']) { vm.runInContext(read(name), site); }
site.TextDecoder = TextDecoder;
const make = () => vm.runInContext('XWFinder(XW, XWSounds)', site);
const [bare, whole] = [make(), make()];
if (site.XWM.id !== site.XW.id) { throw new Error('search-more.js is of another day'); }
whole.more(site.XWM.lines);
function find(words) {
  const got = bare.find(words);
  return got.sure ? got : whole.find(words);
}

const told = { count: 0, first: 0, three: 0, missed: [], found: [], times: [] };
for (const [words, keys, kind, place] of lines(queries)) {
  const wanted = keys.split('|');
  const begun = process.hrtime.bigint();
  const hits = find(words).hits.map((hit) => hit.key);
  told.times.push(Number(process.hrtime.bigint() - begun) / 1e6);
  told.count += 1;
  told.first += wanted.includes(hits[0]) ? 1 : 0;
  if (hits.slice(0, place === 'first' ? 1 : 3).some((key) => wanted.includes(key))) { told.three += 1; } else {
    told.missed.push(`${words} (${kind}): ${keys}, not ${hits.slice(0, 3).join(' ')}`);
  }
}
for (const [words] of none ? lines(none) : []) {
  const got = find(words);
  if (got.sure) { told.found.push(`${words}: ${got.hits[0].key} ${got.hits[0].name}`); }
}
told.times.sort((a, b) => a - b);
console.log(JSON.stringify(Object.assign(told, { times: undefined, half: told.times[told.times.length >> 1], slowest: told.times[told.times.length - 1] })));
