/* 手机页面的小脚本。没有它，页面上的每一句话、每一个电话都还在。 */
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;
  function one(selector, inside) { return (inside || doc).querySelector(selector); }
  function all(selector, inside) { return [].slice.call((inside || doc).querySelectorAll(selector)); }
  function get(key) { try { return localStorage.getItem('xw:' + key); } catch (e) { return null; } }
  function set(key, value) { try { localStorage.setItem('xw:' + key, value); } catch (e) { /* 无痕浏览 */ } }

  /* 展板的年龄：扫码带来的 ?v= 不是本页的版本，就说展板旧了。 */
  var version = /[?&]v=([0-9A-Za-z]{1,12})/.exec(location.search);
  var old = one('#old');
  if (old && version) {
    var known = (old.getAttribute('data-versions') || '').split(' ');
    if (known.indexOf(version[1].toUpperCase()) < 0) { old.hidden = false; }
  }
  /* 换了编号的旧网址，带着 ?v= 转过去。 */
  var moved = one('#moved');
  if (moved) { location.replace(moved.getAttribute('href') + location.search); }
  /* 有没有过期，看这部手机上的日子。 */
  var now = new Date(), pad = function (n) { return (n < 10 ? '0' : '') + n; };
  var date = now.getFullYear() + '-' + pad(now.getMonth() + 1) + '-' + pad(now.getDate());
  var expired = one('#expired');
  if (expired && date > expired.getAttribute('data-until')) { expired.hidden = false; }

  /* 群码：有效的那几天才出来；没有脚本就一直不出来。 */
  all('[data-good-until]').forEach(function (e) { if (date <= e.getAttribute('data-good-until')) { e.hidden = false; } });

  /* 流动服务点：过去的收起来，下一次放在最前面；不来了的不算下一次。 */
  var visits = all('.visit');
  if (visits.length) {
    var minute = date + ' ' + pad(now.getHours()) + ':' + pad(now.getMinutes());
    var ends = function (e) { return e.getAttribute('data-end').replace(/ (\d):/, ' 0$1:'); };
    var gone = visits.filter(function (e) { return ends(e) < minute; });
    var next = visits.filter(function (e) { return ends(e) >= minute && !e.hasAttribute('data-off'); })[0];
    gone.forEach(function (e) { e.hidden = true; });
    /* 过完的月份，连同跳过去的链接，一起收起来。 */
    all('[data-month]').forEach(function (e) {
      e.hidden = !all('.visit', e).some(function (v) { return !v.hidden; });
      var link = one('a[href="#' + e.id + '"]');
      if (link) { link.hidden = e.hidden; }
    });
    one('#past').hidden = !gone.length;
    if (next) {
      /* 一段一段不拆开：哪天，几点，在哪儿。 */
      ((ends(next).slice(0, 10) === date ? '就是今天，' : '') + next.getAttribute('data-says')).split('，').forEach(function (part, i, parts) {
        var span = doc.createElement('span');
        span.className = 'ib';
        span.textContent = part + (i + 1 < parts.length ? '，' : '');
        one('#next').appendChild(span);
      });
      one('#xia').hidden = false;
    }
    all('[data-day]').forEach(function (e) { if (e.getAttribute('data-day') < date && !e.hasAttribute('data-off')) { e.textContent += '（去过了）'; } });
  }

  /* 平常上不上班，看这部手机上是星期几；节假日说不准，不说。 */
  var today = one('#today');
  if (today) {
    var weekday = new Date().getDay() || 7;
    if (today.getAttribute('data-days').indexOf(weekday) < 0) {
      today.textContent = '今天星期' + '一二三四五六日'.charAt(weekday - 1) + '，平常不上班。';
      today.hidden = false;
    }
  }

  /* 现在有没有人：平常的时间写在 data-times 里，周一在前，一天一段，几点到几点是半夜起的分钟；节假日说不准，只说平常。 */
  var now = one('#now'), times = now && now.getAttribute('data-times');
  if (times) {
    var week = times.split(';').map(function (day) {
      return day ? day.split(',').map(function (span) { return span.split('-').map(Number); }) : [];
    });
    var date = new Date(), here = (date.getDay() + 6) % 7, minute = date.getHours() * 60 + date.getMinutes();
    var clock = function (m) { return Math.floor(m / 60) + ':' + ('0' + m % 60).slice(-2); };
    var spans = week[here].filter(function (span) { return span[1] > minute; });
    var said = '';
    if (spans.length && spans[0][0] <= minute) {
      said = '社区平常现在有人，' + clock(spans[0][1]) + ' 下班。';
    } else {
      for (var ahead = 0; ahead < 8 && !said; ahead += 1) {
        var next = ahead ? week[(here + ahead) % 7][0] : spans[0];
        if (next) { said = '社区现在没人，' + (ahead > 1 ? '周' + '一二三四五六日'.charAt((here + ahead) % 7) + ' ' : ahead ? '明天 ' : '') + clock(next[0]) + ' 上班。'; }
      }
    }
    now.textContent = said;
    now.classList.add(spans.length && spans[0][0] <= minute ? 'open' : 'shut');
  }

  /* 大字：记在这部手机里；换字号后，读者还停在原来那一段。 */
  var big = one('#big');
  if (big) {
    var show = function () {
      var on = root.classList.contains('da');
      big.setAttribute('aria-pressed', String(on));
      one('.w', big).textContent = on ? '小字' : '大字';
    };
    big.hidden = false;
    show();
    big.onclick = function () {
      var seen = all('h1,section,.glance').filter(function (e) { return e.getBoundingClientRect().bottom > 80; })[0];
      var before = seen && seen.getBoundingClientRect().top;
      set('da', root.classList.toggle('da') ? '1' : '0');
      show();
      if (seen && window.pageYOffset > 0) { window.scrollBy(0, seen.getBoundingClientRect().top - before); }
    };
  }

  /* 材料打勾：按网址记住，一个网址下有几个社区也不混；记的是哪一样、要几份，不是第几样，清单改了也不会勾错。 */
  var list = one('.tick');
  if (list) {
    var key = 't' + location.pathname.replace(/[^/]*$/, ''), boxes = all('input', list), out = one('.count'), untick = one('[data-untick]');
    var saved = (get(key) || '').split('\n');
    var ticked = function () { return boxes.filter(function (b) { return b.checked; }); };
    var keep = function () {
      set(key, ticked().map(function (b) { return b.value; }).join('\n'));
      tell();
    };
    var tell = function () {
      var n = ticked().length;
      out.textContent = n === boxes.length ? '都备好了。打个电话，就能去办。'
        : n ? '备好 ' + n + ' 样，还差 ' + (boxes.length - n) + ' 样。' : '备好一样，点一下打个勾。';
      if (untick) { untick.hidden = !n; }
    };
    boxes.forEach(function (box) {
      box.checked = saved.indexOf(box.value) >= 0;
      box.onchange = keep;
    });
    if (untick) {
      untick.onclick = function () {
        boxes.forEach(function (box) { box.checked = false; });
        keep();
        boxes[0].focus();
      };
    }
    tell();
  }

  /* 复制号码、复制文字。 */
  all('[data-copy]').forEach(function (button) {
    button.hidden = false;
    button.onclick = function () {
      var text = button.getAttribute('data-copy'), area = doc.createElement('textarea'), done = false;
      area.value = text.charAt(0) === '#' ? one(text).innerText : text;
      area.className = 'vh';
      area.setAttribute('aria-hidden', 'true');
      doc.body.appendChild(area);
      area.select();
      area.setSelectionRange(0, 9999);
      try { done = doc.execCommand('copy'); } catch (e) { /* 不让复制 */ }
      doc.body.removeChild(area);
      button.textContent = done ? '✓ 已复制，去微信里粘贴' : '没复制成，请按住文字自己选';
    };
  });

  /* 打印：收着的都打开。 */
  window.addEventListener('beforeprint', function () { all('.many').forEach(function (e) { e.open = true; }); });

  /* 朗读：一句一句读，读到哪句，哪句变黄；再点一下就停。手机没有朗读的，不出这个按钮。 */
  var say = one('#say'), voice = window.speechSynthesis;
  if (say && voice && window.SpeechSynthesisUtterance) {
    var queue = [], at = 0, run = 0, label = one('.w', say);
    /* 念出来的话：分行的地方停一停，圈里的数字是第几步。 */
    var words = function (e) {
      var text = (e.innerText || e.textContent).trim().replace(/\s*\n\s*/g, '，').replace(/\s+/g, ' ');
      return e.matches('.who-does') ? text.replace(/^(\d+)\D/, '第 $1 步，') : text;
    };
    /* 画里说的话不另外显示，念到时框住那幅画。 */
    var shown = function (e) { return e.offsetParent ? e : one('.pic', e.closest('li') || e.parentNode) || e; };
    var clear = function () { all('.reading').forEach(function (e) { e.classList.remove('reading'); }); };
    var stop = function () {
      run++;
      voice.cancel();
      clear();
      label.textContent = '朗读';
      say.setAttribute('aria-pressed', 'false');
    };
    var next = function (id) {
      if (id !== run) { return; }
      clear();
      if (at >= queue.length) { stop(); return; }
      var part = queue[at++], speech = new SpeechSynthesisUtterance(words(part));
      speech.lang = 'zh-CN';
      speech.rate = 0.85;
      var seen = shown(part), box = seen.getBoundingClientRect();
      seen.classList.add('reading');
      if (box.top < 60 || box.bottom > window.innerHeight - 120) { window.scrollBy(0, box.top - 120); }
      speech.onend = function () { next(id); };
      speech.onerror = function () { if (id === run) { stop(); } };
      voice.speak(speech);
    };
    say.hidden = false;
    say.onclick = function () {
      if (say.getAttribute('aria-pressed') === 'true') { stop(); return; }
      var parts = all('h1,.lead,.glance a,h2,h3,main p,section li,dt,dd,.t').filter(function (e) {
        return !e.closest('[data-mute],.many:not([open]) .rows') && (e.offsetParent || e.matches('.say'));
      });
      /* 只读最里面的一层，不重复；从眼前这一句读起。 */
      var outer = new Set();
      parts.forEach(function (e) { for (var p = e.parentNode; p && !outer.has(p); p = p.parentNode) { outer.add(p); } });
      queue = parts.filter(function (e) { return !outer.has(e); });
      at = 0;
      queue.some(function (e, i) {
        if (shown(e).getBoundingClientRect().top < 0) { return false; }
        at = i;
        return true;
      });
      label.textContent = '停下';
      say.setAttribute('aria-pressed', 'true');
      next(++run);
    };
    window.addEventListener('pagehide', stop);
  }
})();
