/* 群主速查没网也能用：VERSION 和 FILES 在前一行，由程序写上。内容一变，VERSION 就变，旧的整份换掉，不会新旧混着用。 */
var KEPT = 'xw-quick-' + VERSION, PICTURES = 'xw-quick-pictures';
self.addEventListener('install', function (event) {
  event.waitUntil(caches.open(KEPT).then(function (cache) {
    return cache.addAll(FILES.map(function (file) { return new Request(file, { cache: 'reload' }); }));
  }));
});
self.addEventListener('activate', function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.indexOf('xw-quick-') === 0 && name !== KEPT && name !== PICTURES; }).map(function (name) { return caches.delete(name); }));
  }));
});
self.addEventListener('fetch', function (event) {
  if (event.request.method !== 'GET') { return; }
  event.respondWith(caches.open(KEPT).then(function (cache) {
    return cache.match(event.request, { ignoreSearch: true });
  }).then(function (known) {
    if (known) { return known; }
    if (!/\/sheets\//.test(new URL(event.request.url).pathname)) { return fetch(event.request); }
    /* 图按网址记，内容变了网址也变。 */
    return caches.open(PICTURES).then(function (cache) {
      return cache.match(event.request).then(function (kept) {
        return kept || fetch(event.request).then(function (answer) {
          if (answer.ok) { cache.put(event.request, answer.clone()); }
          return answer;
        });
      });
    });
  }));
});
