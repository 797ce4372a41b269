/* 字和音：拼音、头一个字母、同音字、错一个字。只管字，不管哪件事、排在第几。
   var sounds = XWSounds(XW, ['老年证', …]);
   sounds.spell('lnz', then)   打的字母对上哪些字：then(第几段, 从第几个字, 几个字, 有几个字只打了头一个字母)
   sounds.slip('laonain', then) 分不清平翘舌、前后鼻音的，或差一个字母的：then(第几段, 从第几个字)
   sounds.alike('老年正', then)  同音、近音，至多一个字不同：then(第几段, 从第几个字, 差多少, 有没有不同的字) */
(function (root) {
  'use strict';
  function sounds(data, texts) {
    var soundsOf = {}, charsOf = {}, blurs = {}, blurOf = {}, places = {}, heads = {}, byLetter = {}; // 键都是一个字或一个音

    function put(c, sound) {
      (soundsOf[c] = soundsOf[c] || []).push(sound);
      (charsOf[sound] = charsOf[sound] || []).push(c);
    }
    /* 常用字照国标一级字库的次序，一个音几个字；数据里另写的是别的音、别的字。 */
    (function () {
      var bytes = [], letters = '', at = 0;
      for (var a = 0xb0; a <= 0xd7; a++) { for (var b = 0xa1; b <= (a === 0xd7 ? 0xf9 : 0xfe); b++) { bytes.push(a, b); } }
      try { letters = new TextDecoder('gbk').decode(new Uint8Array(bytes)); } catch (e) { /* 太旧的手机：拼音认得少些 */ }
      data.runs.split(' ').forEach(function (run) {
        var m = /^(\D+)(\d+)$/.exec(run);
        for (var n = +m[2]; n; n--, at++) { if (m[1] !== '-' && letters) { put(letters.charAt(at), m[1]); } }
      });
      data.sounds.split(' ').forEach(function (group) {
        var sound = /^[a-z]*/.exec(group)[0];
        group.slice(sound.length).split('').forEach(function (c) { put(c, sound); });
      });
    })();
    /* 平舌翘舌、前后鼻音、n 和 l、f 和 hu，听着一样的写成一样。 */
    function blurred(s) {
      return s.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n').replace(/v/g, 'u').replace(/l/g, 'n').replace(/hu(?=[aeio])/g, 'f');
    }
    Object.keys(charsOf).forEach(function (s) {
      blurOf[s] = blurred(s);
      (blurs[blurOf[s]] = blurs[blurOf[s]] || []).push(s);
    });
    /* 每个字在哪些段的第几个；每个字母起头的有哪些字。 */
    texts.forEach(function (text, t) {
      for (var i = 0; i < text.length; i++) { (places[text.charAt(i)] = places[text.charAt(i)] || []).push(t * 256 + i); }
    });
    Object.keys(places).forEach(function (c) {
      heads[c] = c + (soundsOf[c] || []).map(function (s) { return s.charAt(0); }).join('');
      heads[c].split('').forEach(function (letter, i) { if (heads[c].indexOf(letter) === i) { (byLetter[letter] = byLetter[letter] || []).push(c); } });
    });
    function visit(c, then) {
      var list = places[c] || [];
      for (var i = 0; i < list.length; i++) { then(list[i] >> 8, list[i] & 255); }
    }

    /* 从第 i 个字、第 p 个字母起：一个字可以打全，可以只打头一个字母，最后一个可以没打完；汉字照样对。
       回来的是只打了头一个字母的有几个（对不上是 99），停在哪个字记在 stop。 */
    var stop = 0;
    function match(text, i, want, p) {
      if (p === want.length) { stop = i; return 0; }
      if (i >= text.length) { return 99; }
      var c = text.charAt(i), letter = want.charAt(p), list = soundsOf[c], best = 99, end = i, got;
      if (c === letter) { best = match(text, i + 1, want, p + 1); end = stop; }
      if (!list) { return best < 99 || !p || /[a-z0-9]/.test(c) ? best : match(text, i + 1, want, p); }
      for (var k = 0, head = true; k < list.length && best; k++) {
        var s = list[k], n = 1;
        if (s.charAt(0) !== letter) { continue; }
        while (n < s.length && s.charAt(n) === want.charAt(p + n)) { n++; }
        if (n === s.length) { got = match(text, i + 1, want, p + n); } else { got = n > 1 && p + n === want.length ? 0.5 : 99; if (got < 99) { stop = i + 1; } }
        if (got < best) { best = got; end = stop; }
        if (head && best >= 1 && s.length > 1) {
          head = false;
          got = match(text, i + 1, want, p + 1) + 1;
          if (got < best) { best = got; end = stop; }
        }
      }
      stop = end;
      return best;
    }
    function spell(want, then, onlyStarts) {
      var second = want.charAt(1);
      (byLetter[want.charAt(0)] || []).forEach(function (c) {
        var goesOn = c === want.charAt(0) || (soundsOf[c] || []).some(function (s) { return s.charAt(0) === want.charAt(0) && (s.length === 1 || s.charAt(1) === second); });
        visit(c, function (t, from) {
          var text = texts[t];
          if ((from && onlyStarts) || (!goesOn && (heads[text.charAt(from + 1)] || '').indexOf(second) < 0)) { return; }
          var count = match(text, from, want, 0);
          if (count < 99) { then(t, from, stop - from, count); }
        });
      });
    }

    /* a 和 b 的开头一段，至多多一个、少一个、错一个、颠倒一处。 */
    function close(a, b, from) {
      var i = 0;
      while (i < a.length && a.charAt(i) === b.charAt(from + i)) { i++; }
      if (i < 2) { return i === a.length; }
      function same(x, y) { return b.substr(from + y, a.length - x) === a.slice(x); }
      return same(i + 1, i + 1) || same(i + 1, i) || same(i, i + 1) ||
        (a.charAt(i) === b.charAt(from + i + 1) && a.charAt(i + 1) === b.charAt(from + i) && same(i + 2, i + 2));
    }
    var spoken = [];
    function slip(said, then) {
      var want = blurred(said), first = want.charAt(0);
      (byLetter[first] || []).concat(first === 'n' ? byLetter.l || [] : first === 'f' ? byLetter.h || [] : []).forEach(function (c) {
        visit(c, function (t, from) {
          var s = spoken[t];
          if (!s) {
            s = spoken[t] = { at: [], all: '' };
            for (var i = 0; i < texts[t].length; i++) {
              s.at.push(s.all.length);
              s.all += blurOf[(soundsOf[texts[t].charAt(i)] || [])[0]] || texts[t].charAt(i);
            }
          }
          if (close(want, s.all, s.at[from])) { then(t, from); }
        });
      });
    }

    /* 每个字认下同音（差 2）、近音（差 4）的字；三个字以上，容一个不同（差 14）。 */
    function alike(term, then) {
      var m = term.length, seen = {}, accept = term.split('').map(function (letter) {
        var ok = {};
        (soundsOf[letter] || []).forEach(function (sound) {
          blurs[blurOf[sound]].forEach(function (s) {
            charsOf[s].forEach(function (c) { ok[c] = Math.min(ok[c] || 9, s === sound ? 2 : 4); });
          });
        });
        ok[letter] = 0;
        return ok;
      });
      function compare(t, from) {
        var text = texts[t], cost = 0, wrong = 0, heard = 0, key = t * 256 + from;
        if (from < 0 || from + m > text.length || seen[key]) { return; }
        seen[key] = 1;
        for (var j = 0; j < m; j++) {
          var c = accept[j][text.charAt(from + j)];
          if (c !== undefined) { cost += c; heard += c ? 1 : 0; } else if (++wrong > 1 || m < 3) { return; } else { cost += 14; }
        }
        if (!wrong || !heard || m > 4) { then(t, from, cost, wrong); }
      }
      /* 至多一个不同：随便哪两处，总有一处对得上；挑字少的两处看。 */
      accept.map(function (ok, j) {
        var chars = Object.keys(ok);
        return { j: j, chars: chars, count: chars.reduce(function (n, c) { return n + (places[c] || []).length; }, 0) };
      }).sort(function (a, b) { return a.count - b.count; }).slice(0, m < 3 ? 1 : 2).forEach(function (place) {
        place.chars.forEach(function (c) { visit(c, function (t, at) { compare(t, at - place.j); }); });
      });
    }
    /* 少打了一个字。 */
    function missing(term, then) {
      visit(term.charAt(0), function (t, from) {
        var text = texts[t], j = 1;
        while (j < term.length && text.charAt(from + j) === term.charAt(j)) { j++; }
        if (j < term.length && text.substr(from + j + 1, term.length - j) === term.slice(j)) { then(t, from); }
      });
    }
    return { spell: spell, slip: slip, alike: alike, missing: missing };
  }
  if (typeof module !== 'undefined') { module.exports = sounds; } else { root.XWSounds = sounds; }
})(this);
