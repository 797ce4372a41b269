/* 找事项的页面：打字、等输入法、列结果、退回来还在原处。怎么找和数据都在 finder.js 一个文件里，不会新旧混着用；
   第一次用时才取。没对上原话，再取 search-more.js（步骤、有人问过的话）。两个文件的网址写在表单上，带着内容的指纹。
   没有脚本时，表单打开 quanbu/index.html，那里有全部事项。 */
(function () {
  'use strict';
  var doc = document, form = doc.querySelector('.find');
  if (!form || !doc.getElementById('found')) { return; }
  var input = form.querySelector('input'), up = form.getAttribute('data-up') || '';
  var found = doc.getElementById('found'), rest = doc.getElementById('rest'), say = doc.getElementById('found-say');
  var FIRST = 10, GUESS = 5, store = 'xw:zhao:' + location.pathname;
  var finder = null, waiting = null, asking = null, whole = false, composing = false, timer = 0, shown = null, opened = FIRST;

  function fetchScript(name, then) {
    var script = doc.createElement('script');
    script.src = up + name;
    script.onload = then;
    script.onerror = then;
    doc.head.appendChild(script);
  }
  function load(then) {
    if (finder) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    function done() {
      var list = waiting;
      waiting = null;
      // 取来的不是这个文件（上网先要登录的地方），也当没取到。
      if (!window.XW || !window.XW.rows || !window.XWFinder) { offline(); return; }
      finder = window.XWFinder(window.XW, window.XWSounds);
      list.forEach(function (f) { f(); });
    }
    fetchScript(form.getAttribute('data-finder') || 'finder.js', done);
  }
  function loadMore(then) {
    if (asking) { asking = then; return; }
    asking = then;
    fetchScript(form.getAttribute('data-more') || 'search-more.js', function () {
      whole = true;
      // 手机里存着的旧的一份，和今天的数据对不上，就不用。
      if (window.XWM && window.XWM.id === window.XW.id) { finder.more(window.XWM.lines); }
      asking();
    });
  }

  function add(parent, name, text, className) {
    var e = doc.createElement(name);
    if (className) { e.className = className; }
    if (text) { e.textContent = text; }
    parent.appendChild(e);
    return e;
  }
  /* 对上的字标出来。 */
  function marked(parent, text, part) {
    var at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
    if (at < 0) { parent.appendChild(doc.createTextNode(text)); return; }
    parent.appendChild(doc.createTextNode(text.slice(0, at)));
    add(parent, 'mark', text.slice(at, at + part.length));
    parent.appendChild(doc.createTextNode(text.slice(at + part.length)));
  }
  function rowsOf(list) {
    var ul = add(found, 'ul', '', 'rows');
    list.forEach(function (hit) {
      var link = add(add(ul, 'li'), 'a');
      link.href = up + hit.key + '/index.html';
      if (hit.key.indexOf('/') < 0) { add(link, 'span', hit.key, 'code'); }
      var text = add(link, 'span', '', 't');
      marked(add(text, 'b'), hit.name, hit.part);
      marked(add(text, 'span'), hit.says, hit.why ? '' : hit.part);
      if (hit.why) { marked(add(text, 'span', '', 's why'), hit.why, hit.part); }
    });
    return ul;
  }
  function call(words) {
    var phone = doc.querySelector('footer a[href^="tel:"]');
    add(found, 'p', words);
    var p = add(found, 'p', '', 'more');
    if (phone) {
      var link = add(p, 'a', '', 'btn go tel');
      link.href = phone.getAttribute('href');
      add(link, 'span', phone.textContent, 'nb');
    }
    var button = add(p, 'button', '清掉，重新找', 'btn');
    button.type = 'button';
    button.onclick = function () { input.value = ''; search(); input.focus(); };
  }

  function show(got, said) {
    var hits = got.hits, n = got.total, near = hits.length ? hits : got.near;
    found.textContent = '';
    found.hidden = false;
    rest.hidden = hits.length > 0;
    shown = said;
    if (got.sure) {
      add(found, 'h2', '找到 ' + n + ' 件事');
      var list = rowsOf(hits.slice(0, opened));
      if (hits.length > opened) {
        var more = add(found, 'button', '再看 ' + (hits.length - opened) + ' 件', 'btn');
        more.type = 'button';
        more.onclick = function () {
          var from = opened;
          opened = hits.length;
          show(got, said);
          found.querySelectorAll('.rows a')[from].focus();
        };
        if (n > hits.length) { add(found, 'p', '一共 ' + n + ' 件，先列 ' + hits.length + ' 件。多打一两个字，就少了。'); }
      }
      tell('找到 ' + n + ' 件事，第一件：' + hits[0].name);
      call('没有您要的？打电话问，不用客气。');
    } else if (near.length) {
      add(found, 'h2', hits.length ? '您是不是找：' : '没有找到“' + got.asked + '”');
      if (!hits.length) { add(found, 'p', '换个短一点的说法，再试试。名字相近的：'); }
      rowsOf(near.slice(0, GUESS));
      tell((hits.length ? '没有一样的，相近的有 ' : '没有找到，相近的有 ') + Math.min(near.length, GUESS) + ' 件');
      call('都不是？打电话问，不用客气。');
    } else {
      add(found, 'h2', '没有找到“' + got.asked + '”');
      add(found, 'p', '换个短一点的说法，再试试；也可以在下面一类一类找。');
      tell('没有找到，可以打电话问');
      call('打电话问，不用客气。');
    }
  }
  function offline() {
    if (!input.value.trim()) { return; } // 只点了一下，还没打字
    found.textContent = '';
    found.hidden = false;
    rest.hidden = false;
    add(found, 'h2', '网不好，没找成');
    call('等一会儿再试，或者在下面找、在全部清单里找。');
    add(found.lastChild, 'a', '全部清单', 'btn').href = form.getAttribute('action');
  }
  /* 念出来的只有件数，整个结果不念；打着字不一句一句念，停下来才念。 */
  var telling = 0;
  function tell(words) {
    clearTimeout(telling);
    telling = setTimeout(function () { if (say) { say.textContent = words; } }, 700);
  }

  /* 网址里记着在找什么；别的（展板的 ?v=）留着。 */
  function remember(said) {
    var kept = location.search.replace(/^\?/, '').split('&').filter(function (p) { return p && p.slice(0, 2) !== 'q='; });
    if (said) { kept.push('q=' + encodeURIComponent(said)); }
    try { history.replaceState(history.state, '', location.pathname + (kept.length ? '?' + kept.join('&') : '') + location.hash); } catch (e) { /* U 盘上 */ }
    keep();
  }
  function keep() {
    try { sessionStorage.setItem(store, JSON.stringify({ q: input.value, y: window.pageYOffset, n: opened })); } catch (e) { /* 无痕 */ }
  }

  /* quiet：还在打，有就列，没有不说话。 */
  function search(quiet, then) {
    var said = input.value.trim();
    clearTimeout(timer);
    if (!said) {
      found.hidden = true;
      rest.hidden = false;
      shown = null;
      tell('');
      remember('');
      return;
    }
    load(function () {
      if (input.value.trim() !== said) { return; }
      var got = finder.find(said);
      if (!got.sure && !whole) { loadMore(function () { search(quiet, then); }); if (!got.hits.length) { return; } }
      if (quiet && !got.hits.length) { return; }
      if (shown !== said && !then) { opened = FIRST; }
      show(got, said);
      remember(said);
      if (then) { then(); }
    });
  }
  /* 一两个字母多半是输入法里没打完的拼音：没有就不说。 */
  function soon() {
    var said = input.value.trim(), letters = /[a-z]$/i.test(said);
    clearTimeout(timer);
    if (!said) { search(); return; }
    if (letters && said.length < 2) { return; }
    timer = setTimeout(function () { search(composing || letters); }, composing && letters ? 600 : 90);
    if (letters && !composing) { // 停了一会儿还没有，才说没有
      var asked = said;
      setTimeout(function () { if (!composing && input.value.trim() === asked && shown !== asked) { search(); } }, 1500);
    }
  }
  input.addEventListener('compositionstart', function () { composing = true; });
  input.addEventListener('compositionend', function () { composing = false; soon(); });
  input.oninput = soon;
  input.onfocus = function () { load(function () { /* 先取好 */ }); };
  form.onsubmit = function (event) {
    event.preventDefault();
    composing = false;
    search(false);
    input.blur();
    if (input.value.trim()) { setTimeout(function () { form.scrollIntoView(); }, 50); }
  };
  /* 键盘：上下键在结果里走，Esc 清掉。 */
  doc.addEventListener('keydown', function (event) {
    if (composing || event.isComposing) { return; }
    var links = [].slice.call(found.hidden ? [] : found.querySelectorAll('.rows a'));
    var at = links.indexOf(doc.activeElement), inside = at >= 0 || doc.activeElement === input;
    if (!inside) { return; }
    if (event.key === 'ArrowDown' && links[at + 1]) { links[at + 1].focus(); } else if (event.key === 'ArrowUp' && at >= 0) {
      (links[at - 1] || input).focus();
    } else if (event.key === 'Escape') { input.value = ''; search(); input.focus(); } else { return; }
    event.preventDefault();
  });

  /* 从事项页退回来：话、位置、展开的都还在，没有 bfcache 也一样。 */
  window.addEventListener('pagehide', keep);
  found.addEventListener('click', keep);
  var asked = /[?&]q=([^&]*)/.exec(location.search), saved = null, back = false;
  try {
    var entry = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    back = entry ? entry.type === 'back_forward' || entry.type === 'reload' : performance.navigation.type > 0;
  } catch (e) { /* 很旧 */ }
  try { saved = JSON.parse(sessionStorage.getItem(store)); } catch (e) { /* 无痕 */ }
  if (back && saved && saved.q) { input.value = saved.q; } else {
    saved = null;
    if (asked) { try { input.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (e) { /* 网址不完整 */ } }
  }
  if (input.value) {
    if (saved) { opened = saved.n; }
    search(false, function () { if (saved) { window.scrollTo(0, saved.y); } });
  }
})();
