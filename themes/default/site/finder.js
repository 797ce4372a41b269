/* 找事项的脑子：不碰页面，只认数据 XW（格式写在程序的 src/site/finding.rs 开头）。字和音在 sounds.js。程序把这两个和数据放进一个文件。
   var finder = XWFinder(XW, XWSounds); finder.find('老年正怎么办') →
   { asked: 去掉套话剩下的, sure: 对上了原话, total: 几件, hits: [{ key, name, says, score, why, part }], near: 什么都没对上时相近的 }
   why 是给人看的理由（名称、一句话里就有的不说），part 是该标出来的字。写给 Chrome 66。 */
(function (root) {
  'use strict';
  /* 每一栏值多少分、理由怎么说。头三栏是名称。 */
  var FIELDS = [[100, ''], [95, '也叫：'], [82, '全名：'], [60, '曾用编号：'], [52, ''], [44, '材料里有：'], [42, '办的地方：'],
    [50, '给谁办：'], [46, '办完拿到：'], [30, '遇到这种情况：'], [28, '不归社区：'], [26, '有人问过：'], [24, '步骤里有：'], [48, '一起办的有：']];
  var SHORT = 0, ALIAS = 1, TITLE = 2, FORMER = 3, SUMMARY = 4, MATERIAL = 5, OFFICE = 6, MORE = { g: 7, r: 8, b: 9, n: 10, q: 11, s: 12 }, GATHERED = 13;
  var NAMED = 58; // 从这个分数起，算是对上了
  var MOST = 60;  // 最多给出几件

  function Hits() { this.at = []; this.top = 0; }
  /* how：理由的开头（以冒号结尾的，后面接对上的字；没有的，照那一栏的说法）；s、from、length：对上了哪一段的哪几个字。 */
  Hits.prototype.put = function (r, score, how, s, from, length) {
    var h = this.at[r];
    if (h && h.score >= score) { return; }
    if (!h) { h = this.at[r] = { row: r }; }
    h.score = score; h.how = how; h.s = s; h.from = from; h.length = length;
    if (score > this.top) { this.top = score; }
  };
  Hits.prototype.add = function (more, less) {
    var hits = this;
    more.at.forEach(function (h, r) { hits.put(r, h.score - less, h.how, h.s, h.from, h.length); });
  };

  function finder(data, makeSounds) {
    var old = {}, rows = [], segs = [], starts = [], all = '', folk = Object.create(null), ask = data.ask.split(' '), sounds = null, heard = [];
    for (var i = 0; i < data.old.length; i += 2) { old[data.old.charAt(i)] = data.old.charAt(i + 1); }
    var other = new RegExp('[A-Z\\uff01-\\uff5e' + Object.keys(old).join('') + ']');
    /* 全角、大写、繁体：一个字换一个字，位置不变。 */
    function fold(text) {
      if (!other.test(text)) { return text; }
      var out = '';
      for (var i = 0; i < text.length; i++) {
        var c = text.charCodeAt(i);
        out += c > 0xff00 && c < 0xff5f ? String.fromCharCode(c - 0xfee0) : old[text.charAt(i)] || text.charAt(i);
      }
      return out.toLowerCase();
    }

    /* 每一小段文字：哪几件的、哪一栏、在长串里从哪儿起。 */
    var pieces = [];
    function seg(text, field, of) {
      if (!text || field === undefined) { return; }
      starts.push(starts.length ? starts[starts.length - 1] + pieces[pieces.length - 1].length + 1 : 0);
      segs.push({ text: text, folded: fold(text), field: field, rows: of });
      pieces.push(segs[segs.length - 1].folded);
    }
    function list(text, by) { return text ? text.split(by) : []; }
    /* 「more」：给谁办、步骤、有人问过……另一个文件，没对上原话时才要。 */
    function more(lines) {
      lines.split('\n').forEach(function (line, n) { list(line, '|').forEach(function (t) { seg(t.slice(1), MORE[t.charAt(0)], [n]); }); });
      all = pieces.join('\n') + '\n';
    }
    (function () {
      var pool = list(data.words, '\n').map(function (word) { return [word, [], []]; });
      list(data.rows, '\n').forEach(function (line, n) {
        var c = line.split('\t'), of = [n];
        rows.push({ key: c[0], name: c[1], says: c[3] });
        seg(c[1], SHORT, of);
        list(c[4], ',').forEach(function (t) { seg(t, ALIAS, of); });
        seg(c[2], TITLE, of);
        list(c[7], ',').forEach(function (t) { seg(t, FORMER, of); });
        seg(c[3], SUMMARY, of);
        list(c[8], ',').forEach(function (t) { seg(t, GATHERED, of); });
        [1, 2].forEach(function (k) { list(c[4 + k], ' ').forEach(function (at) { pool[parseInt(at, 36)][k].push(n); }); });
      });
      pool.forEach(function (w) {
        if (w[1].length) { seg(w[0], MATERIAL, w[1]); }
        if (w[2].length) { seg(w[0], OFFICE, w[2]); }
      });
      more(data.more || '');
      list(data.folk, '\n').forEach(function (line) {
        var part = line.split('=');
        part[0].split(',').map(fold).forEach(function (w) { folk[w] = (folk[w] || []).concat(part[1].split(',').map(fold)); });
      });
    })();
    /* 俗话的前半截：「寿星」→ 寿星钱。 */
    var folkWords = Object.keys(folk), halves = Object.create(null);
    folkWords.forEach(function (word) {
      for (var n = Math.max(2, (word.length >> 1) + 1); n < word.length; n++) { (halves[word.slice(0, n)] = halves[word.slice(0, n)] || []).push(word); }
    });
    function listen() {
      if (sounds || !makeSounds) { return sounds; }
      heard = segs.filter(function (s) { return s.field < FORMER || s.field === MATERIAL || s.field === OFFICE; }).concat(folkWords);
      sounds = makeSounds(data, heard.map(function (s) { return s.folded || s; }));
      return sounds;
    }

    /* 一个词出现在哪些小段里。 */
    function each(term, then) {
      var s = 0;
      for (var p = all.indexOf(term); p >= 0; p = all.indexOf(term, p + 1)) {
        var low = s, high = Math.min(s + 16, starts.length - 1);
        if (starts[high] <= p) { high = starts.length - 1; }
        while (low < high) {
          var mid = (low + high + 1) >> 1;
          if (starts[mid] <= p) { low = mid; } else { high = mid - 1; }
        }
        s = low;
        then(segs[s], p - starts[s]);
      }
    }
    function put(hits, s, score, how, from, length) {
      for (var i = 0; i < s.rows.length; i++) { hits.put(s.rows[i], score, how, s, from, length); }
    }
    /* 整段一样 > 开头一样 > 里面有；占得越满越好。 */
    function fit(s, from, length) {
      return (length === s.folded.length ? s.field > SUMMARY ? 8 : 20 : from === 0 ? 6 : 0) + 6 * length / s.folded.length;
    }
    /* 原话；几处都提到的，往前一点。 */
    function literal(term, hits) {
      var times = [];
      each(term, function (s, from) {
        put(hits, s, FIELDS[s.field][0] + fit(s, from, term.length), null, from, term.length);
        if (s.field > SUMMARY) { s.rows.forEach(function (r) { times[r] = (times[r] || 0) + 1; }); }
      });
      times.forEach(function (n, r) { hits.at[r].score += 4 * Math.min(n - 1, 4); });
    }
    /* 俗话：表里先写的意思在前。 */
    function Folk() { this.aims = Object.create(null); }
    Folk.prototype.word = function (word, less, how) {
      var aims = this.aims;
      folk[word].forEach(function (target, n) {
        n = less + 4 * Math.min(n, 6);
        if (!aims[target] || aims[target].less > n) { aims[target] = { less: n, how: how, near: how || '“' + word + '”和“' + target + '”相近' }; }
      });
      return this;
    };
    Folk.prototype.into = function (hits) {
      var aims = this.aims;
      Object.keys(aims).forEach(function (target) {
        var aim = aims[target];
        each(target, function (s, from) {
          var fits = fit(s, from, target.length), named = s.field < FORMER;
          put(hits, s, (named ? 80 + fits / 4 : 40 + FIELDS[s.field][0] / 3 + fits / 2) - aim.less, named ? aim.near : aim.how || null, from, target.length);
        });
      });
    };
    function single(term) {
      var hits = new Hits();
      literal(term, hits);
      if (folk[term]) { new Folk().word(term, 0).into(hits); } else if (halves[term] && hits.top < NAMED) {
        halves[term].reduce(function (words, word) { return words.word(word, 24); }, new Folk()).into(hits);
      }
      return hits;
    }
    function loose(c) { return data.trim.indexOf(c) >= 0; }
    function known(word) { return !!folk[word] || all.indexOf(word) >= 0; }

    /* 一段话里认得的词，合起来越长越好；不认得的字是 ''。 */
    function cut(piece) {
      var out = [], best = [], i, n, value;
      if (piece.length < 2) { return [piece]; } // 「医保 交」的交
      best[piece.length] = { value: 0, n: 1 };
      for (i = piece.length - 1; i >= 0; i--) {
        best[i] = { value: best[i + 1].value + (folk[piece.charAt(i)] ? 1 : 0), n: 1 };
        for (n = 2, value = 1; i + n <= piece.length && n < 13; n++) {
          var word = piece.substr(i, n), whole = folk[word];
          if (value && all.indexOf(word) < 0) { value = 0; }
          // 「上的」这样的不是词。
          var real = whole || (value && (n > 2 || !(loose(word.charAt(0)) || loose(word.charAt(1)))));
          var worth = best[i + n].value + (real ? n * n : halves[word] ? n * n / 2 : -99);
          if (worth > best[i].value) { best[i] = { value: worth, n: n, word: word }; }
        }
      }
      for (i = 0; i < piece.length; i += best[i].n) { out.push(best[i].word || (folk[piece.charAt(i)] ? piece.charAt(i) : '')); }
      return out;
    }
    /* 几个词都有的在前；到处都有的词不大算数。 */
    function together(pieces) {
      var hits = new Hits(), sums = [], whole = 0, met = 0, count = 0;
      pieces.forEach(function (piece) {
        cut(piece).forEach(function (word) {
          count += word.length || 1;
          if (!word) { whole += 0.9; return; }
          var here = single(word), many = 0;
          here.at.forEach(function () { many++; });
          var weight = word.length * Math.log(1.2 + rows.length / (many || 1));
          met += many ? word.length : 0;
          whole += weight;
          here.at.forEach(function (h, r) {
            var sum = sums[r] = sums[r] || { score: 0, most: 0, met: 0 };
            sum.score += h.score * weight;
            sum.met += word.length;
            if (h.score * weight > sum.most) { sum.most = h.score * weight; sum.hit = h; }
          });
        });
      });
      sums.forEach(function (sum, r) { hits.put(r, sum.score / whole * (0.55 + 0.45 * Math.min(1, sum.met / count)), sum.hit.how, sum.hit.s, sum.hit.from, sum.hit.length); });
      hits.part = met / count;
      return hits;
    }

    /* 读音像、错一个字、多一个字、少一个字、颠倒两个字。 */
    function alike(term, hits) {
      var m = term.length, words = new Folk(), i;
      listen().alike(term, function (t, from, cost, wrong) {
        var s = heard[t];
        if (typeof s === 'string') {
          if (s.length === m) { words.word(s, 14 + cost, '像是“' + s + '”'); }
        } else if (s.field < FORMER) {
          put(hits, s, 74 - cost + fit(s, from, m) / 2 - s.field * 2, wrong ? '有一个字不同：' : '读音像：', from, m);
        }
      });
      function other(word, how) {
        each(word, function (s, from) { if (s.field < FORMER) { put(hits, s, 58 + fit(s, from, word.length) / 2, how, from, word.length); } });
      }
      for (i = 0; i < m && m > 2; i++) {
        if (m > 3) { other(term.slice(0, i) + term.slice(i + 1), '多了一个字：'); }
        if (i + 1 < m) { other(term.slice(0, i) + term.charAt(i + 1) + term.charAt(i) + term.slice(i + 2), '字的先后不同：'); }
      }
      listen().missing(term, function (t, from) {
        var s = heard[t];
        if (s.field < FORMER) { put(hits, s, 54 + fit(s, from, m), '少了一个字：', from, m + 1); }
      });
      words.into(hits);
    }
    /* 拼音：打全的在前，头一个字母的在后。 */
    function spelled(want, hits, onlyStarts) {
      var words = new Folk();
      listen().spell(want, function (t, from, length, heads) {
        var s = heard[t], value = heads < 1 ? 96 : heads >= length ? 82 : 80 - 2 * heads;
        if (typeof s === 'string') {
          if (from === 0 && length > 1) { words.word(s, 84 - value + (length < s.length ? 40 : 0) + (heads < 1 ? 0 : 8), '拼音像“' + s + '”'); }
        } else if (s.field < FORMER) {
          put(hits, s, value + fit(s, from, length) / 2 - s.field * 3, heads < 1 ? '拼音：' : '拼音开头：', from, length);
        } else if (heads < 1 && want.length > 3) { put(hits, s, FIELDS[s.field][0], null, from, length); }
      }, onlyStarts);
      if (hits.top < 90) { words.into(hits); }
    }
    function slipped(want, hits) {
      var words = new Folk();
      listen().slip(want, function (t, from) {
        var s = heard[t];
        if (typeof s === 'string') { if (!from) { words.word(s, 26, '拼音像“' + s + '”'); } } else if (s.field < FORMER) {
          put(hits, s, 66 - s.field * 3 - Math.min(from, 9), '拼音像：', from, 99);
        }
      });
      words.into(hits);
    }

    /* 打的话 → 连在一起的原话，和去掉套话的几段。 */
    function read(said) {
      var text = fold(said.slice(0, 60)).replace(/['’]/g, '').replace(/[^0-9a-z\u3400-\u9fff]+/g, ' ').trim(), joined, left = [];
      // 八十三、83 岁，都是八十多。
      text = text.replace(/([六七八九]十)[一二三四五六七八九]/g, '$1').replace(/([6-9])\d(?=[岁了多周])/g, '$10');
      joined = text.replace(/ /g, '');
      (/^\d*$/.test(joined) || known(joined) ? [joined] : text.split(' ')).forEach(function (chunk) {
        if (known(chunk)) { left.push(chunk); return; }
        ask.forEach(function (phrase) { if (chunk.indexOf(phrase) >= 0) { chunk = chunk.split(phrase).join(' '); } });
        chunk.split(' ').forEach(function (piece) {
          while (piece && !known(piece) && loose(piece.charAt(0))) { piece = piece.slice(1); }
          while (piece && !known(piece) && loose(piece.charAt(piece.length - 1))) { piece = piece.slice(0, -1); }
          if (piece && (piece.length > 1 || !loose(piece))) { left.push(piece); }
        });
      });
      return { joined: joined, pieces: left };
    }
    function coded(word, hits) {
      rows.forEach(function (row, n) { if (row.key.indexOf(word) === 0) { hits.put(n, row.key === word ? 200 : 130, '', null); } });
    }

    function find(said) {
      var q = read(said), joined = q.joined, asked = q.pieces.join('') || joined, hits = new Hits();
      if (!joined) { return { asked: '', sure: false, total: 0, hits: [], near: [] }; }
      if (/^\d+$/.test(joined)) { coded(joined, hits); }
      (joined.match(/\d{3,5}(?![\d岁元块年月天])/g) || []).forEach(function (n) { coded(n, hits); });
      hits.add(single(joined), 0);
      if (asked !== joined) { hits.add(single(asked), 1); }
      var exact = hits.top;
      if (exact < NAMED && asked.length === 1) {
        folkWords.reduce(function (words, word) { return word.indexOf(asked) ? words : words.word(word, 24); }, new Folk()).into(hits);
      }
      var sure = exact >= 40, part = q.pieces.length ? 0 : 1, begun = null;
      if (/[a-z]/.test(asked)) {
        if (asked.length > 1 && listen()) { spelled(asked, hits, asked.length < 3); }
        if (asked.length === 2 && hits.top < NAMED) { spelled(asked, hits); }
        sure = hits.top >= NAMED;
        if (!sure && asked.length > 4 && listen()) {
          slipped(asked, hits);
          if (!hits.top && asked.length > 6) {
            begun = longest(asked);
            if (begun.letters > 4) { hits.add(begun, 40); }
          }
        }
      } else if (exact < 90) {
        if (q.pieces.length > 1 || asked.length > 2) {
          var some = together(q.pieces);
          hits.add(some, 2);
          part = some.part;
          sure = sure || (part > 0.75 && some.top >= NAMED); // 一句话大半认得，才算对上
        }
        if (exact < 40 && part < 1 && listen()) {
          (q.pieces.length > 1 ? q.pieces.concat(asked) : q.pieces).forEach(function (piece) {
            if (piece.length < 2 || piece.length > 8) { return; }
            var like = new Hits();
            alike(piece, like);
            hits.add(like, 6 * (1 - piece.length / asked.length));
          });
        }
      }
      // 猜的，只列差不多好的。
      var list = listed(hits, Math.max(11, hits.top - (sure ? 66 : 35))), near = list.length ? [] : nearest(asked, begun);
      return { asked: asked, sure: sure, total: list.length, hits: list.slice(0, MOST).map(row), near: near };
    }
    /* 打的是人群（老人、新生儿），差不多一样好的，事项在前，联办在后；联办的名字打全了，才当头一个。 */
    function rank(h) {
      var whole = h.s && h.s.field === SHORT && h.length === h.s.folded.length;
      return h.score - (rows[h.row].key.indexOf('/') < 0 || whole ? 0 : 12);
    }
    function listed(hits, least) {
      return hits.at.filter(function (h) { return h && h.score >= least; }).sort(function (a, b) { return rank(b) - rank(a) || a.row - b.row; });
    }
    function row(h) {
      var r = rows[h.row];
      var s = h.s, part = s ? s.text.substr(h.from, h.length) : '', label = s && FIELDS[s.field][1];
      var why = h.how === null ? label && label + s.text : /：$/.test(h.how) ? h.how + part : h.how;
      return { key: r.key, name: r.name, says: r.says, score: h.score, why: why, part: part };
    }
    /* 拼音前半截对得上的，越长越好，至少三个字母。 */
    function longest(asked) {
      var kept = new Hits(), least = 3, high = asked.length - 1;
      while (least <= high) {
        var mid = (least + high + 1) >> 1, hits = new Hits();
        spelled(asked.slice(0, mid), hits);
        if (hits.top) { kept = hits; kept.letters = mid; least = mid + 1; } else { high = mid - 1; }
      }
      return kept;
    }
    /* 什么都没对上：名称里有同样的字、拼音前半截一样的，最多三件。 */
    function nearest(asked, begun) {
      var sums = new Hits();
      if (/[a-z]/.test(asked)) { sums = begun || (listen() ? longest(asked) : sums); } else {
        asked.split('').forEach(function (c) {
          var here = new Hits(), count = 0;
          each(c, function (s) { if (s.field < FORMER) { put(here, s, 1, '名称里也有“' + c + '”', 0, 0); } });
          here.at.forEach(function () { count++; });
          here.at.forEach(function (h, r) { sums.put(r, (sums.at[r] ? sums.at[r].score : 0) + Math.log(1 + rows.length / count), h.how, h.s, 0, 0); });
        });
      }
      return listed(sums, 0).slice(0, 3).map(row);
    }
    return { find: find, more: more, count: rows.length };
  }
  if (typeof module !== 'undefined') { module.exports = finder; } else { root.XWFinder = finder; }
})(this);
