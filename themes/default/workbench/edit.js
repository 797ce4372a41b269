// Writing in the browser: a form of a record, one field saved at a time, into the clerk's own file. What is typed stays in
// its box until it is written: a mistake, a stopped program, a file that changed meanwhile are told beside it.
"use strict";

const root = document.documentElement;
const stem = root.dataset.stem;
const form = byId("form");
const titles = byId("titles");
const news = byId("news");
let now = null;
// One field alone, where somebody pointed at it.
const only = JSON.parse(new URLSearchParams(location.search).get("only") || "null");
if (only) document.body.classList.add("only");
let item = Number(new URLSearchParams(location.search).get("item") || 0);

function tell(words, isBad) {
  news.textContent = words;
  news.classList.toggle("bad", Boolean(isBad));
}

// ---- asking and writing

async function load() {
  const list = document.body.classList.contains("of-list");
  let answer;
  try {
    answer = await fetch("/form/" + stem + (list ? "?item=" + item : ""));
  } catch {
    tell("小微停了：回到命令窗口，再运行 xiaowei serve", true);
    return;
  }
  if (!answer.ok) {
    const why = await answer.text();
    // A list that is not there yet begins with its first record.
    now = null;
    form.textContent = "";
    form.append(make("p", why, "why"));
    return;
  }
  // Pictures are put together from words.
  if (!list) await words();
  now = await answer.json();
  show();
}

// Asks the program about the file of this page.
function ask(path, asked, file) {
  return post(path, { stem, known: now ? now.known : "", ...asked }, file);
}

// Writes a change; `box` is where it is told that it was not, `done` what follows when it was, before the form is drawn anew.
async function save(asked, box, done) {
  // Places have numbers: what is half done at one must not come to stand at another.
  if (["up", "drop", "undo", "redo"].includes(asked.act) && (dirty.size || composing.size)) {
    tell("还有改了没存的：先存下，或者改回去", true);
    return false;
  }
  tell("正在存…");
  const sent = new Map([...dirty].map(([slot, element]) => [slot, element.value]));
  const told = await ask("/save", asked);
  if (box && !box.querySelector(".told")) box.append(teller());
  if (box) box.querySelector(".told").textContent = "";
  if (told.is_written) {
    tell(told.problems && told.problems.length ? "存好了，还有 " + told.problems.length + " 处要看看" : "存好了");
    // What was just written is in the file; what is typed elsewhere stays where it is.
    written(asked, box, sent);
    if (done) done();
    await load();
    return true;
  }
  tell("没有存", true);
  if (box) {
    const place = box.querySelector(".told");
    tellInto(place, told);
    if (told.problems && told.problems.length) {
      place.append(button("先存着，过后再改", () => save({ ...asked, anyway: true }, box, done)));
    }
  } else if (told.why) {
    tell(told.why, true);
  }
  return false;
}

// ---- what is typed and not written yet

// The boxes by their slots.
const dirty = new Map();
// The page around asks before it lets go.
window.isUnsaved = () => dirty.size + composing.size > 0;
window.addEventListener("beforeunload", (event) => {
  if (window.isUnsaved()) event.preventDefault();
});

// The boxes that a change wrote: that of its field, or all of a group that was added.
function written(asked, box, sent) {
  for (const [slot, element] of dirty) {
    const isIt = slot === JSON.stringify(asked.path) || (box && box.contains(element) && slot.startsWith("+"));
    // Who typed on while it was being written has not written that.
    if (isIt && sent.get(slot) === element.value) dirty.delete(slot);
  }
}

// The form is drawn anew: what is typed in it and not written stays, and so does whoever is typing.
function kept() {
  const typed = new Map([...dirty].map(([slot, element]) => [slot, element.value]));
  const at = document.activeElement;
  const slot = form.contains(at) ? at.dataset.slot : null;
  const range = slot && at.setSelectionRange && at.type !== "date" ? [at.selectionStart, at.selectionEnd] : null;
  const open = new Set([...form.querySelectorAll("details[data-path][open]")].map((e) => e.dataset.path));
  const scroll = window.scrollY;
  return () => {
    dirty.clear();
    form.querySelectorAll("details[data-path]").forEach((e) => { if (open.has(e.dataset.path)) e.open = true; });
    for (const element of form.querySelectorAll("[data-slot]")) {
      const value = typed.get(element.dataset.slot);
      if (value !== undefined && element.value !== value) {
        element.value = value;
        element.dispatchEvent(new Event("input"));
      }
      if (slot && element.dataset.slot === slot) {
        element.focus({ preventScroll: true });
        if (range && element.setSelectionRange && element.type !== "date") element.setSelectionRange(...range);
      }
    }
    window.scrollTo(0, scroll);
  };
}

// ---- one field

function limits(field) {
  return (field.required ? "必填。" : "") + field.help + "（" + field.limits.replace("，用引号括起来", "") + "）";
}

// An input for a value, whatever it is; `get` gives what is to be written, nothing for what is empty.
function inputOf(field) {
  if (field.kind === "words" || field.kind === "flag") {
    const select = make("select");
    const words = field.kind === "flag" ? [["是", ""], ["否", ""]] : field.options;
    select.append(new Option("（不写）", ""));
    for (const [word] of words) select.append(new Option(word, word));
    const here = [...select.options].some((o) => o.value === field.value);
    if (!here && field.value) select.append(new Option(field.value, field.value));
    select.value = field.value;
    return { element: select, get: () => select.value || null };
  }
  if (field.kind === "lines" || field.kind === "body") {
    const isBody = field.kind === "body";
    const area = make("textarea");
    area.rows = isBody ? 12 : Math.max(2, field.values.length + 1);
    area.value = isBody ? field.value : field.values.join("\n");
    const get = () => {
      if (isBody) return area.value.trim() || null;
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
      return lines.length ? lines : null;
    };
    return { element: area, get, isLines: true };
  }
  const input = make(field.most && field.most > 30 ? "textarea" : "input");
  if (input.tagName === "INPUT") input.type = field.kind === "date" ? "date" : "text";
  else input.rows = 2;
  input.value = field.value;
  if (field.options.length) {
    const list = make("datalist");
    list.id = "d" + Math.random().toString(36).slice(2);
    for (const [key, name] of field.options) list.append(new Option(name, key));
    input.setAttribute("list", list.id);
    form.append(list);
  }
  return { element: input, get: () => input.value.replace(/\s*\n\s*/g, " ").trim() || null };
}

// The names behind keys that are chosen from a list, to tick.
function chooser(field, area) {
  const box = make("details", "", "choose");
  box.append(make("summary", "从这些里挑"));
  for (const [key, name] of field.options) {
    box.append(button(name ? key + " " + name : key, () => {
      const lines = area.value.split("\n").filter((line) => line.trim());
      const at = lines.indexOf(key);
      if (at < 0) lines.push(key);
      else lines.splice(at, 1);
      area.value = lines.join("\n");
      area.dispatchEvent(new Event("input"));
    }));
  }
  return box;
}

const strange = () => make("p", "这一栏的写法比较特别，请打开文件改。", "why");

let serial = 0;
function rowOf(field, isBlank, slot) {
  const box = make("div", "", "field" + (field.is_there || isBlank ? "" : " absent"));
  const id = "f" + (serial += 1);
  const label = make("label", field.key);
  label.htmlFor = id;
  const help = make("p", limits(field), "help");
  help.id = id + "h";
  box.append(label);
  if (field.is_strange) {
    box.append(strange(), help);
    return { box, get: () => null };
  }
  const { element, get, isLines } = inputOf(field);
  element.id = id;
  element.dataset.slot = slot || JSON.stringify(field.path);
  element.setAttribute("aria-describedby", help.id);
  if (isBlank && field.example && !element.value && element.placeholder !== undefined) element.placeholder = field.example;
  const count = make("span", "", "count");
  const told = teller();
  const before = JSON.stringify(get());
  const write = async () => {
    const value = get();
    await save({ act: "set", path: field.path, value }, box);
  };
  const keep = button("保存", write, "keep");
  keep.hidden = true;
  const changed = () => {
    const isChanged = JSON.stringify(get()) !== before;
    const longest = Math.max(0, ...[get() || []].flat().map((line) => [...line].length));
    count.textContent = field.most ? longest + " / " + field.most + " 个字" : "";
    count.classList.toggle("over", Boolean(field.most) && longest > field.most);
    if (isChanged) dirty.set(element.dataset.slot, element);
    else dirty.delete(element.dataset.slot);
    keep.hidden = isBlank || !isChanged;
  };
  element.oninput = changed;
  element.onchange = changed;
  element.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || isBlank) return;
    if (isLines && !event.ctrlKey) return;
    event.preventDefault();
    if (!keep.hidden) write();
  };
  const line = make("div", "", "line");
  line.append(element, keep);
  box.append(line);
  if (isLines && field.options.length) box.append(chooser(field, element));
  box.append(count, help, told);
  changed();
  return { box, get };
}

// ---- groups

// Fields of a group that is not there yet, and what was written into them.
function blanks(fields, slot) {
  const box = make("div", "", "group");
  const parts = [];
  const order = [...fields].sort((a, b) => Number(b.required) - Number(a.required));
  for (const field of order) {
    if (field.kind === "groups") continue;
    if (field.kind === "group") {
      const inner = blanks(field.fields, slot + field.key);
      const more = make("details");
      more.dataset.path = slot + field.key;
      more.append(make("summary", field.key), inner.box);
      box.append(more);
      parts.push([field.key, () => inner.get()]);
    } else {
      const row = rowOf(field, true, slot + field.key);
      box.append(row.box);
      parts.push([field.key, row.get]);
    }
  }
  const get = () => {
    const order = new Map(fields.map((field, at) => [field.key, at]));
    const group = parts.map(([key, value]) => [key, value()]).filter(([, value]) => value !== null);
    group.sort((a, b) => order.get(a[0]) - order.get(b[0]));
    return group.length ? { group } : null;
  };
  return { box, get };
}

function adder(words, fields, path) {
  const box = make("details", "", "add");
  box.dataset.path = "+" + JSON.stringify(path);
  box.append(make("summary", words));
  const { box: inner, get } = blanks(fields, box.dataset.path);
  const told = teller();
  box.append(inner, button("添上", async () => {
    const value = get();
    if (!value) return tell("先写上几栏", true);
    const last = now ? now.titles.length : 0;
    return save({ act: "add", path, value }, box, () => { if (!path.length) item = last; });
  }, "keep"), told);
  return box;
}

// The whole field goes.
function away(field, box) {
  return button("整栏不要了", () => {
    if (confirm("「" + field.key + "」整栏删去？删了还能退回。")) save({ act: "set", path: field.path, value: null }, box);
  });
}

function groupsOf(field) {
  const box = make("fieldset", "", "groups");
  box.append(make("legend", field.key), make("p", limits(field), "help"));
  if (field.is_strange) {
    box.append(strange());
    return box;
  }
  field.items.forEach((one, at) => {
    const part = make("details", "", "item");
    part.dataset.path = JSON.stringify(one.path);
    part.append(make("summary", at + 1 + ". " + one.title));
    const told = teller();
    const acts = make("p", "", "acts");
    if (at > 0) acts.append(button("往前挪", () => save({ act: "up", path: one.path }, part)));
    acts.append(button("删去这一项", () => {
      // The last one goes with its list.
      const gone = field.items.length > 1 ? { act: "drop", path: one.path } : { act: "set", path: field.path, value: null };
      if (confirm("删去「" + one.title + "」？删了还能退回。")) save(gone, part);
    }));
    part.append(...insideOf(one.path, one.fields, isScene(field)), acts, told);
    box.append(part);
  });
  box.append(isScene(field) ? sceneAdder(field) : adder("添一项", field.blank, field.path));
  if (field.is_there && !field.required) box.append(away(field, box));
  return box;
}

// The pictures of a procedure as they are drawn now, one below the other in one file.
function pictures(fields, found) {
  const list = found || [];
  for (const field of fields) {
    const is = (field.key === "画面" || field.key === "照片") && field.is_there;
    if (is) list.push(JSON.stringify(field.path));
    if (field.key === "开场" || field.key === "结尾") field.items.forEach((one) => list.push(JSON.stringify(one.path)));
    else if (!is) for (const one of field.items) pictures(one.fields, list);
  }
  // Those before the first step come first.
  return list.sort((a, b) => rank(a) - rank(b));
}

function rank(path) {
  return path.includes("开场") ? 0 : path.includes("结尾") ? 2 : 1;
}

// Pictures before the first step and after the last.
function isScene(field) {
  return !titles && (field.key === "开场" || field.key === "结尾");
}

function sceneAdder(field) {
  const box = make("details", "", "add");
  box.dataset.path = "+" + JSON.stringify(field.path);
  const image = panelOf(-1);
  box.append(make("summary", "添一幅画"), beside(image, composerOf(field.path, null, image, true)), teller());
  return box;
}

function beside(...parts) {
  const box = make("div", "", "scene");
  box.append(...parts);
  return box;
}

// The fields of a group: of a picture what it is put together from, and the words themselves for who wants to type.
function insideOf(path, fields, isPicture) {
  const inner = make("div", "", "group");
  fieldsInto(inner, fields);
  const isPhoto = fields.some((field) => field.key === "照片" && field.is_there);
  if (!isPicture || titles || isPhoto) return [inner];
  const image = panelOf(pictures(now.fields).indexOf(JSON.stringify(path)));
  const typed = make("details", "", "choose");
  typed.dataset.path = "typed" + JSON.stringify(path);
  typed.append(make("summary", "自己打字写这幅画"), inner);
  return [beside(image, composerOf(path, fields, image)), photoOf(path, path[path.length - 1] === "画面", fields), typed];
}

function groupOf(field) {
  const box = make("details", "", "item");
  box.dataset.path = JSON.stringify(field.path);
  box.append(make("summary", field.key + (field.is_there ? "" : "（还没有写）")), make("p", limits(field), "help"));
  if (field.is_strange) {
    box.append(strange());
  } else if (field.is_there) {
    if (field.key === "照片" && !titles) box.append(...cutterOf(field));
    box.append(...insideOf(field.path, field.fields, field.key === "画面"));
    if (!field.required) box.append(away(field, box), teller());
  } else if (field.key === "画面" && !titles) {
    const image = panelOf(-1);
    box.append(beside(image, composerOf(field.path, null, image)), photoOf(field.path, true, null), teller());
  } else {
    const { box: inner, get } = blanks(field.fields, "+" + box.dataset.path);
    box.append(inner, button("添上", () => {
      const value = get();
      return value ? save({ act: "set", path: field.path, value }, box) : tell("先写上几栏", true);
    }, "keep"), teller());
  }
  return box;
}

function fieldsInto(box, fields) {
  for (const field of fields) {
    if (field.kind === "groups") box.append(groupsOf(field));
    else if (field.kind === "group") box.append(groupOf(field));
    else box.append(rowOf(field, false).box);
  }
}

// ---- the whole page

// The field that is asked for, or the innermost group around it.
function fieldAt(fields, path) {
  for (const field of fields) {
    const here = JSON.stringify(path.slice(0, field.path.length)) === JSON.stringify(field.path);
    if (!here) continue;
    for (const inner of [field.fields, ...field.items.map((one) => one.fields)]) {
      const found = fieldAt(inner, path);
      if (found) return found;
    }
    return field;
  }
  return null;
}

// Who points at a word of a picture means the picture.
function aimed(path) {
  const at = path.indexOf("画面");
  if (at >= 0) return path.slice(0, at + 1);
  return path[0] === "开场" || path[0] === "结尾" ? path.slice(0, 2) : path;
}

function show() {
  const restore = kept();
  byId("file").textContent = now.file;
  byId("undo").disabled = !now.before;
  byId("redo").disabled = !now.behind;
  form.textContent = "";
  const alone = only && fieldAt(now.fields, aimed(only));
  if (alone) {
    fieldsInto(form, [alone]);
    const whole = make("a", "看整张表");
    whole.href = "/edit/" + stem + (titles ? "?item=" + item : "");
    whole.target = "_top";
    form.append(whole);
    form.querySelectorAll("details.item").forEach((e) => { e.open = true; });
    restore();
    const first = form.querySelector("input, textarea, select");
    if (first && !root.dataset.shown) first.focus();
    root.dataset.shown = now.known;
    return;
  }
  if (titles) {
    titles.textContent = "";
    now.titles.forEach((name, at) => {
      const one = button(name, () => {
        if (dirty.size && !confirm("有改了没存的，不要了？")) return;
        dirty.clear();
        item = at;
        history.replaceState(null, "", "?item=" + at);
        load();
      });
      if (at === now.index) one.setAttribute("aria-current", "true");
      titles.append(one);
    });
    if (now.index !== null) {
      const told = teller();
      const acts = make("p", "", "acts");
      if (now.index > 0) acts.append(button("这一条往前挪", () => save({ act: "up", path: [now.index] }, form, () => { item = now.index - 1; })));
      acts.append(button("删去这一条", () => {
        if (confirm("删去「" + now.titles[now.index] + "」？删了还能退回。")) {
          save({ act: "drop", path: [now.index] }, form, () => { item = Math.max(0, now.index - 1); });
        }
      }));
      form.append(make("h2", now.titles[now.index]));
      fieldsInto(form, now.fields);
      form.append(acts, told);
    }
    form.append(adder("添一条" + now.label, now.blank, []));
  } else {
    fieldsInto(form, now.fields);
  }
  restore();
  root.dataset.shown = now.known;
}

byId("undo").onclick = () => save({ act: "undo", path: [] }, null);
byId("redo").onclick = () => save({ act: "redo", path: [] }, null);
form.onsubmit = (event) => event.preventDefault();
load();
