/* 找事项：名称、简称、俗称、编号、一句话里有这几个字就算找到。数据（search-data.js）第一次用时才取；
   没有脚本时，表单打开 quanbu/index.html，那里有全部事项。 */
(function () {
  'use strict';
  var doc = document, form = doc.querySelector('.find');
  if (!form) { return; }
  var input = form.querySelector('input'), up = form.getAttribute('data-up') || '';
  var found = doc.getElementById('found'), rest = doc.getElementById('rest');
  var waiting = null;

  function load(then) {
    if (window.XW) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    var script = doc.createElement('script');
    script.src = up + 'search-data.js';
    script.onload = function () { waiting.forEach(function (f) { f(); }); };
    doc.head.appendChild(script);
  }

  /* 一行：编号、名称、一句话，再是全名、俗称、曾用编号。分数高的在前。 */
  function rate(row, wanted) {
    if (row[0] === wanted) { return [100, '']; }
    if (row[0].indexOf(wanted) === 0) { return [90, '']; }
    var at = row[1].toLowerCase().indexOf(wanted);
    if (at >= 0) { return [at === 0 ? 80 : 70, '']; }
    for (var i = 3; i < row.length; i++) {
      if (row[i].toLowerCase().indexOf(wanted) >= 0) { return [60, row[i]]; }
    }
    return row[2].toLowerCase().indexOf(wanted) >= 0 ? [40, ''] : null;
  }

  function add(parent, name, text, className) {
    var e = doc.createElement(name);
    if (className) { e.className = className; }
    if (text) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }

  /* 名称里对上的字标出来。 */
  function marked(parent, text, wanted) {
    var at = text.toLowerCase().indexOf(wanted);
    if (at < 0) { parent.appendChild(doc.createTextNode(text)); return; }
    parent.appendChild(doc.createTextNode(text.slice(0, at)));
    add(parent, 'mark', text.slice(at, at + wanted.length));
    parent.appendChild(doc.createTextNode(text.slice(at + wanted.length)));
  }

  function show(list, wanted) {
    found.textContent = '';
    add(found, 'h2', list.length ? '找到 ' + list.length + ' 件事' : '没有找到');
    if (!list.length) {
      add(found, 'p', '换个短一点的说法，再试试。也可以直接打电话问，不用客气。');
      return;
    }
    var rows = add(found, 'ul', '', 'rows');
    list.slice(0, 30).forEach(function (hit) {
      var row = hit[2], link = add(add(rows, 'li'), 'a');
      link.href = up + row[0] + '/index.html';
      add(link, 'span', row[0], 'code');
      var text = add(link, 'span', '', 't');
      marked(add(text, 'b'), row[1], wanted);
      if (hit[1]) {
        var also = add(text, 'span', '也叫“');
        marked(also, hit[1], wanted);
        also.appendChild(doc.createTextNode('”'));
      }
      add(text, 'span', row[2]);
    });
    add(found, 'p', '没有您要的？打电话问，不用客气。');
  }

  function search() {
    var wanted = input.value.replace(/[\s'’]/g, '').toLowerCase();
    found.hidden = !wanted;
    rest.hidden = !!wanted;
    if (!wanted) { return; }
    load(function () {
      if (input.value.replace(/[\s'’]/g, '').toLowerCase() !== wanted) { return; }
      var hits = [];
      window.XW.forEach(function (row) {
        var score = rate(row, wanted);
        if (score) { hits.push([score[0], score[1], row]); }
      });
      hits.sort(function (a, b) { return b[0] - a[0] || (a[2][0] < b[2][0] ? -1 : 1); });
      show(hits, wanted);
    });
  }

  input.oninput = search;
  input.onfocus = function () { load(function () { /* 先取好 */ }); };
  form.onsubmit = function (event) { event.preventDefault(); search(); input.blur(); };
  var asked = /[?&]q=([^&]*)/.exec(location.search);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (e) { /* 网址不完整 */ }
    search();
  }
})();
