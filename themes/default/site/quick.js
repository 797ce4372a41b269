/* 群主速查：打两个字母找事项，点一下复制文字。索引（suoyin.js）先到；文字按类别随后取，取过一次没网也在。 */
(function () {
  'use strict';
  var doc = document, form = doc.getElementById('kuai');
  if (!form || !window.XWQ) { return; }
  var input = doc.getElementById('k'), say = doc.getElementById('kuai-say');
  var found = doc.getElementById('kuai-found'), list = found.querySelector('ul');
  var pic = doc.getElementById('kuai-pic'), name = doc.getElementById('kuai-name');
  var groups = form.getAttribute('data-groups').split(' '), usual = say.textContent;
  var MOST = 8;

  /* 每个字的头一个字母，多音字有几个：{调: 'dt'}。 */
  var letters = {}, last = '';
  for (var i = 0; i < window.XWQ.letters.length; i++) {
    var c = window.XWQ.letters.charAt(i);
    if (c >= 'a' && c <= 'z') { letters[last] += c; } else { last = c; letters[c] = ''; }
  }
  var rows = window.XWQ.rows.split('\n').map(function (line) {
    var part = line.split('\t');
    return { key: part[0], name: part[1], others: part[2] ? part[2].split(',') : [] };
  });

  /* 从第几个字起，一个字母对一个字；字母和数字照样对。对不上是 -1。 */
  function spelled(text, wanted) {
    for (var from = 0; from + wanted.length <= text.length; from++) {
      var at = 0;
      while (at < wanted.length) {
        var here = text.charAt(from + at).toLowerCase(), want = wanted.charAt(at);
        if (here !== want && (letters[here] || '').indexOf(want) < 0) { break; }
        at++;
      }
      if (at === wanted.length) { return from; }
    }
    return -1;
  }
  function clean(text) { return text.replace(/[^0-9A-Za-z\u00b7\u3400-\u9fff]/g, ''); }
  function rate(row, wanted) {
    if (row.key === wanted) { return 100; }
    if (row.key.indexOf(wanted) === 0) { return 90; }
    var at = spelled(clean(row.name), wanted);
    if (at >= 0) { return 80 - Math.min(at, 9); }
    var best = -1;
    row.others.forEach(function (other) {
      var here = spelled(clean(other), wanted);
      if (here >= 0) { best = Math.max(best, 60 - Math.min(here, 9)); }
    });
    return best;
  }

  /* 文字：先取过的直接用，没取到的现取。 */
  function load(group, then) {
    var script = doc.createElement('script'), name = group + '.js';
    /* 网址带着内容的指纹：手机里存着的旧文字，不和今天的索引混着用。 */
    script.src = (window.XWQ.files || []).filter(function (file) { return file.indexOf(name) === 0; })[0] || name;
    script.onload = then;
    script.onerror = then;
    doc.head.appendChild(script);
  }
  function group(key) { return key.indexOf('/') < 0 ? key.charAt(0) : key.split('/')[0]; }
  function text(key, then) {
    var known = window.XWT && window.XWT[key];
    if (known) { then(known); return; }
    load(group(key), function () { then(window.XWT && window.XWT[key]); });
  }
  var next = 0;
  (function more() {
    if (next < groups.length) { load(groups[next++], more); }
  })();

  function copy(words) {
    var area = doc.createElement('textarea'), done = false;
    area.value = words;
    area.className = 'vh';
    area.setAttribute('aria-hidden', 'true');
    doc.body.appendChild(area);
    area.select();
    area.setSelectionRange(0, 99999);
    try { done = doc.execCommand('copy'); } catch (e) { /* 不让复制 */ }
    doc.body.removeChild(area);
    return done;
  }
  function add(parent, tag, words, className) {
    var e = doc.createElement(tag);
    if (className) { e.className = className; }
    if (words) { e.textContent = words; }
    parent.appendChild(e);
    return e;
  }
  function show(row) {
    text(row.key, function (known) {
      pic.hidden = false;
      name.textContent = row.name;
      var place = pic.querySelector('.share');
      place.textContent = '';
      if (!known || !known[1]) {
        place.textContent = '这一件没有图，发文字就行。';
      } else {
        var img = add(place, 'img');
        img.src = '../' + known[1][0];
        img.width = known[1][1];
        img.height = known[1][2];
        img.alt = row.name;
      }
      pic.scrollIntoView();
    });
  }

  function search() {
    var wanted = clean(input.value).toLowerCase();
    list.textContent = '';
    found.hidden = !wanted;
    pic.hidden = true;
    if (!wanted) { say.textContent = usual; return; }
    var hits = [];
    rows.forEach(function (row, at) {
      var score = rate(row, wanted);
      if (score >= 0) { hits.push([score, at, row]); }
    });
    hits.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
    say.textContent = !hits.length ? '没有对上的，换两个字母，或打名称里的字。'
      : hits.length > MOST ? '对上 ' + hits.length + ' 件，先列 ' + MOST + ' 件；再打一个字母。' : '对上 ' + hits.length + ' 件。';
    hits.slice(0, MOST).forEach(function (hit) {
      var row = hit[2], item = add(list, 'li');
      var title = add(item, 'p');
      if (row.key.indexOf('/') < 0) { add(title, 'span', row.key, 'code'); }
      add(title, 'b', ' ' + row.name);
      var button = add(item, 'button', '复制文字', 'btn go');
      button.type = 'button';
      button.setAttribute('aria-label', '复制“' + row.name + '”的文字');
      button.onclick = function () {
        text(row.key, function (known) {
          var done = known && copy(known[0]);
          button.textContent = done ? '✓ 已复制，去群里粘贴' : '没复制成，点名称打开那一页';
        });
      };
      var picture = add(item, 'button', '看图', 'btn');
      picture.type = 'button';
      picture.setAttribute('aria-label', '看“' + row.name + '”的图');
      picture.onclick = function () { show(row); };
    });
  }
  var composing = false;
  input.addEventListener('compositionstart', function () { composing = true; });
  input.addEventListener('compositionend', function () { composing = false; search(); });
  input.oninput = function () { if (!composing) { search(); } };
  form.onsubmit = function (event) { event.preventDefault(); search(); };
  if (input.value) { search(); }

  /* 没网也能用：网站在 https 上才行，不行就当没有。 */
  if (navigator.serviceWorker && location.protocol !== 'file:') {
    navigator.serviceWorker.register('worker.js').then(function () { return navigator.serviceWorker.ready; }).then(function () {
      var save = doc.getElementById('kuai-save');
      save.hidden = false;
      save.onclick = function () {
        var all = Object.keys(window.XWT || {}).map(function (key) { return window.XWT[key][1]; }).filter(Boolean);
        var done = 0;
        save.disabled = true;
        (function one() {
          if (done >= all.length) { save.textContent = '✓ ' + all.length + ' 张图都存下了'; return; }
          save.textContent = '存了 ' + done + ' 张，共 ' + all.length + ' 张';
          fetch('../' + all[done++][0]).then(one, function () { save.disabled = false; save.textContent = '断网了，再点一下接着存'; });
        })();
      };
    }, function () { /* 不让存 */ });
  }
})();
