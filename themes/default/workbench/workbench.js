// The workbench's pages: hear of changes, show the new page and board in the place of the old ones.
// A new page loads unseen beside the old one and takes its place when it is ready, at the same scroll
// position, so nothing flashes. Nothing is sent anywhere but to this computer.
"use strict";

const root = document.documentElement;
let revision = Number(root.dataset.revision);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-open]");
  if (button) fetch("/open/" + button.dataset.open, { method: "POST" });
});

// ---- hearing of changes

let silent = false;
function listen(act) {
  const events = new EventSource("/events?heard=" + revision);
  events.onmessage = (message) => {
    const news = JSON.parse(message.data);
    if (silent) say("");
    silent = false;
    // After a pause of the program its counting begins anew.
    if (news.revision === revision) return;
    revision = news.revision;
    act(news);
  };
  events.onerror = () => {
    silent = true;
    say("小微停了：回到命令窗口，再运行 xiaowei serve");
  };
  events.onopen = () => {
    if (silent) say("");
    silent = false;
  };
}

function say(words) {
  const place = byId("news");
  if (place) place.textContent = words;
}

// ---- all procedures

async function renewStart() {
  const text = await (await fetch("/")).text();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  document.title = fresh.title;
}

// The buttons of the start page: a check, a build.
async function follow() {
  const place = byId("run");
  const run = await (await fetch("/run")).json();
  place.hidden = false;
  const end = run.is_running ? "……正在做" : run.is_good ? "做完了。" : "没有做成，上面是为什么。";
  place.textContent = run.lines.concat(end).join("\n");
  if (run.is_running) setTimeout(follow, 500);
  else if (run.is_good && run.what === "build") showMade();
}

// What came out, a picture of each sheet.
async function showMade() {
  const place = byId("made");
  place.textContent = "";
  for (const one of await (await fetch("/made")).json()) {
    const box = make("figure");
    const picture = new Image();
    picture.loading = "lazy";
    picture.alt = "";
    picture.src = one.picture;
    picture.onerror = () => picture.remove();
    box.append(picture, make("figcaption", "print/" + one.sheet + "（" + one.formats.join("、") + "）"));
    place.append(box);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-run]");
  if (!button) return;
  await post("/run", { what: button.dataset.run });
  follow();
});

// ---- one page and its board

let stem = root.dataset.stem;
let round = 0;

function showPage(mine) {
  const phone = document.querySelector(".phone");
  const old = phone.querySelector("iframe.now");
  const frame = document.createElement("iframe");
  frame.title = "手机上的网页";
  frame.src = "/site/" + (stem === "site" ? "" : stem + "/") + "index.html?r=" + revision;
  const keep = old && old.dataset.stem === stem;
  frame.dataset.stem = stem;
  return new Promise((done) => {
    let scrolled = false;
    const take = () => {
      if (mine !== round) {
        frame.remove();
        return done();
      }
      const inside = frame.contentDocument;
      const there = inside && inside.URL !== "about:blank" && inside.readyState !== "loading";
      if (there && keep && !scrolled) {
        const from = old.contentWindow;
        frame.contentWindow.scrollTo(from.scrollX, from.scrollY);
        scrolled = true;
      }
      if (!there || !picturesInView(frame)) return requestAnimationFrame(take);
      frame.className = "now";
      inside.addEventListener("click", (event) => pointOnPage(event, inside), true);
      if (old) old.remove();
      return done();
    };
    phone.append(frame);
    take();
  });
}

// ---- pointing at words: where they are written opens beside them

function touching() {
  return byId("touch").checked;
}

async function point(asked) {
  const open = document.querySelector("#writing iframe");
  const asks = open && open.contentWindow.isUnsaved;
  if (asks && asks() && !confirm("旁边写的还没有存，不要了？")) return;
  const found = await post("/find", { stem, ...asked });
  if (!found || found.why) {
    say(found ? found.why : "这几个字是小微自己写的，不在文件里");
    return;
  }
  say("");
  const box = byId("writing");
  const old = box.querySelector("iframe, .words");
  const frame = document.createElement("iframe");
  frame.title = "在这里写";
  const item = found.item === null ? "" : "item=" + found.item + "&";
  frame.src = "/edit/" + found.stem + "?" + item + "only=" + encodeURIComponent(JSON.stringify(found.path));
  if (old) old.replaceWith(frame);
  else box.append(frame);
  box.hidden = false;
}

// On the page: the piece of text under the pointer, and which character of it.
function pointOnPage(event, inside) {
  if (!touching()) return undefined;
  const picture = /^pic .*\bp(\d+)\b/.exec(event.target.tagName === "IMG" ? event.target.parentElement.className : "");
  if (picture) {
    event.preventDefault();
    return point({ text: "", panel: Number(picture[1]) });
  }
  const range = inside.caretRangeFromPoint(event.clientX, event.clientY);
  const piece = range && range.startContainer;
  if (!piece || piece.nodeType !== Node.TEXT_NODE || !piece.data.trim()) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const { before, asked } = piecesOf(inside).get(piece);
  return point({ ...asked, offset: [...before + piece.data.slice(0, range.startOffset)].length });
}

// The pieces of text of a page by their nodes, with what is asked about each: how many before it say the same, what the page
// tells scripts around it. Words that stay on one line are in spans of their own, and still of one piece.
function piecesOf(inside) {
  const walk = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  const page = inside.location.pathname.slice("/site/".length);
  const isWord = (node) => node.className === "nb";
  const pieces = new Map();
  const all = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const of = node.parentElement;
    if (of.tagName === "SCRIPT") continue;
    const own = isWord(of) ? of : node;
    const last = own.previousSibling;
    if (!last || !(isWord(last) || (last.data && isWord(own)))) {
      all.unshift({ text: "", page, around: [] });
      for (let e = own.parentElement; e; e = e.parentElement) all[0].around.push(...Object.values(e.dataset));
    }
    pieces.set(node, { before: all[0].text, asked: all[0] });
    all[0].text += node.data;
  }
  all.forEach((one, at) => { one.nth = all.slice(at + 1).filter((other) => other.text.trim() === one.text.trim()).length; });
  return pieces;
}

// Every word of board and page as a button: for who has no mouse.
async function listWords() {
  const box = byId("writing");
  const list = make("div", "", "words");
  const spots = (await (await fetch("/spots/" + stem)).json()).map(({ text, file, at }) => ({ text, file, at }));
  const nodes = [...piecesOf(document.querySelector("iframe.now").contentDocument).values()];
  const pieces = new Set(nodes.map((node) => node.asked).filter((asked) => asked.text.trim()));
  for (const [name, all] of [["展板", spots], ["网页", pieces]]) {
    list.append(make("h2", name));
    for (const asked of all) list.append(button(asked.text.trim() || "（一幅画）", () => point(asked)));
  }
  box.querySelectorAll("iframe, .words").forEach((e) => e.remove());
  box.append(list);
  box.hidden = false;
  list.querySelector("button").focus();
}

async function pointOnBoard(event) {
  if (!touching()) return;
  const box = event.target.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width;
  const y = (event.clientY - box.top) / box.height;
  const spots = await (await fetch("/spots/" + stem)).json();
  const spot = spots.find(({ share: [left, top, w, h] }) => x >= left && x <= left + w && y >= top && y <= top + h);
  if (spot) point({ text: spot.text, file: spot.file, at: spot.at });
}

// Pictures further down may come later: they have their places.
function picturesInView(frame) {
  return [...frame.contentDocument.images].every((picture) => {
    const box = picture.getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < frame.clientHeight;
    return picture.complete || !seen;
  });
}

async function showBoard(mine) {
  const sheet = document.querySelector(".sheet");
  const old = sheet.querySelector("img");
  const picture = new Image();
  picture.alt = "墙上的展板";
  picture.src = "/board/" + stem + ".svg?r=" + revision;
  try {
    await picture.decode();
  } catch {
    picture.removeAttribute("src");
    picture.alt = "展板还画不出来，先改好要改的地方";
  }
  if (mine !== round) return;
  const keep = old && old.dataset.stem === stem;
  picture.dataset.stem = stem;
  picture.onclick = pointOnBoard;
  if (old) old.replaceWith(picture);
  else sheet.append(picture);
  if (!keep) sheet.scrollTo(0, 0);
}

async function showProblems(mine) {
  const box = byId("problems");
  const text = await (await fetch("/problems/" + stem)).text();
  if (mine !== round) return;
  const list = box.querySelector("ol");
  list.innerHTML = text;
  const errors = list.querySelectorAll(".error").length;
  const others = list.children.length - errors;
  const parts = [];
  if (errors) parts.push(errors + " 处错误，上面还是改错以前的样子");
  if (others) parts.push(others + " 处提醒");
  byId("problem-count").textContent = parts.join("；");
  box.hidden = !list.children.length;
  box.classList.toggle("bad", errors > 0);
  // Reminders take no room until asked for.
  fold(folded === null ? errors === 0 : folded);
}

// What the clerk chose.
let folded = null;
function fold(is) {
  byId("problems").classList.toggle("folded", is);
  byId("fold").textContent = is ? "展开" : "收起";
}

async function show() {
  round += 1;
  const mine = round;
  await Promise.all([showPage(mine), showBoard(mine), showProblems(mine)]);
  // For whoever measures: everything of this reading is on the screen once the next frame is painted.
  requestAnimationFrame(() => setTimeout(() => {
    root.dataset.shown = String(revision);
  }));
}

async function choose(next) {
  stem = next;
  root.dataset.stem = next;
  history.replaceState(null, "", "/look/" + next);
  const text = await (await fetch("/look/" + next)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const id of ["heading", "choice", "file", "edit", "open"]) {
    const part = fresh.getElementById(id);
    if (part) byId(id).replaceWith(document.adoptNode(part));
  }
  document.title = fresh.title || document.title;
  byId("choice").onchange = (event) => choose(event.target.value).then(show);
}

if (document.body.classList.contains("look")) {
  const sheet = document.querySelector(".sheet");
  const zoom = (large) => {
    sheet.classList.toggle("large", large);
    byId("fit").setAttribute("aria-pressed", String(!large));
    byId("large").setAttribute("aria-pressed", String(large));
  };
  byId("fit").onclick = () => zoom(false);
  byId("large").onclick = () => zoom(true);
  byId("choice").onchange = (event) => choose(event.target.value).then(show);
  byId("words").onclick = listWords;
  byId("shut").onclick = () => {
    byId("writing").hidden = true;
  };
  byId("fold").onclick = () => {
    folded = !byId("problems").classList.contains("folded");
    fold(folded);
  };
  listen(async (news) => {
    const follow = byId("follow").checked;
    const next = news.changed.includes(stem) ? stem : news.changed[0];
    if (follow && next && next !== stem) await choose(next);
    await show();
  });
  show();
} else {
  // Whoever saves one file wants to see it.
  listen((news) => {
    const [only, ...others] = news.changed;
    if (only && !others.length) location.assign("/look/" + only);
    else renewStart();
  });
}
