/* 展板的年龄：扫码带来的 ?v= 不是本页的版本，就说展板旧了；换了编号的旧网址，带着 ?v= 转过去。 */
(function () {
  'use strict';
  var match = /[?&]v=([0-9A-Za-z]{1,12})/.exec(location.search);
  var old = document.getElementById('old');
  if (old && match) {
    var known = (old.getAttribute('data-versions') || '').split(' ');
    if (known.indexOf(match[1].toUpperCase()) < 0) { old.hidden = false; }
  }
  var moved = document.getElementById('moved');
  if (moved) { location.replace(moved.getAttribute('href') + location.search); }
})();
