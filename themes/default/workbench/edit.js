// Writing in the browser: a form of a record, one field saved at a time, into the clerk's own file. What is typed stays in
// its box until it is written: a mistake, a stopped program, a file that changed meanwhile are told beside it.
"use strict";

const root = document.documentElement;
const stem = root.dataset.stem;
const form = document.getElementById("form");
const titles = document.getElementById("titles");
const news = document.getElementById("news");
let now = null;
// One field alone, where somebody pointed at it.
const only = JSON.parse(new URLSearchParams(location.search).get("only") || "null");
if (only) document.body.classList.add("only");
let item = Number(new URLSearchParams(location.search).get("item") || 0);

function make(tag, words, className) {
  const e = document.createElement(tag);
  if (words) e.textContent = words;
  if (className) e.className = className;
  return e;
}

function button(words, act, className) {
  const e = make("button", words, className);
  e.type = "button";
  e.onclick = act;
  return e;
}

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
  now = await answer.json();
  show();
}

async function send(asked) {
  let answer;
  try {
    answer = await fetch("/save", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Token": root.dataset.token },
      body: JSON.stringify({ stem, known: now ? now.known : "", ...asked }),
    });
  } catch {
    return { why: "小微停了，没有存：回到命令窗口再运行 xiaowei serve，写的字还在这一页上" };
  }
  return answer.ok ? answer.json() : { why: await answer.text() };
}

// Writes a change; `box` is where it is told that it was not, `ask` what is asked again when the clerk says so.
async function save(asked, box) {
  tell("正在存…");
  const told = await send(asked);
  if (box && !box.querySelector(".told")) box.append(make("div", "", "told"));
  if (box) box.querySelector(".told").textContent = "";
  if (told.is_written) {
    tell(told.problems && told.problems.length ? "存好了，还有 " + told.problems.length + " 处要看看" : "存好了");
    dirty.clear();
    await load();
    return true;
  }
  tell("没有存", true);
  if (box) {
    const place = box.querySelector(".told");
    if (told.why) place.append(make("p", told.why, "why"));
    for (const problem of told.problems || []) {
      const line = make("p", problem.message, problem.is_error ? "why" : "");
      if (problem.help) line.append(make("span", "改法：" + problem.help, "help"));
      place.append(line);
    }
    if (told.problems && told.problems.length) {
      place.append(button("先存着，过后再改", () => save({ ...asked, anyway: true }, box)));
    }
  } else if (told.why) {
    tell(told.why, true);
  }
  return false;
}

// ---- what is typed and not written yet

const dirty = new Set();
window.addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});

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
  if (field.kind === "lines") {
    const area = make("textarea");
    area.rows = Math.max(2, field.values.length + 1);
    area.value = field.values.join("\n");
    const get = () => {
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

// A line about a person in a picture, put together from the words there are.
function composer(area) {
  const box = make("details", "", "choose");
  box.append(make("summary", "挑着拼一行"));
  const parts = now.person.map(([name, words]) => {
    const label = make("label", name);
    const select = make("select");
    select.append(new Option(name === "谁" || name === "做什么" ? "（要挑一个）" : "（没有）", ""));
    for (const word of words) select.append(new Option(word, word));
    label.append(select);
    box.append(label);
    return select;
  });
  const said = make("label", "说");
  const input = make("input");
  input.maxLength = 14;
  said.append(input);
  box.append(said, button("放进去", () => {
    if (!parts[0].value || !parts[1].value) return tell("先挑谁、做什么", true);
    const words = parts.map((part) => part.value).filter(Boolean);
    if (input.value.trim()) words.push("说“" + input.value.trim() + "”");
    const lines = area.value.split("\n").filter((line) => line.trim());
    area.value = lines.concat(words.join(" ")).join("\n");
    area.dispatchEvent(new Event("input"));
    return area.focus();
  }));
  return box;
}

let serial = 0;
function rowOf(field, isBlank) {
  const box = make("div", "", "field" + (field.is_there || isBlank ? "" : " absent"));
  const id = "f" + (serial += 1);
  const label = make("label", field.key);
  label.htmlFor = id;
  const help = make("p", limits(field), "help");
  help.id = id + "h";
  box.append(label);
  if (field.is_strange) {
    box.append(make("p", "这一栏的写法比较特别，请打开文件改。", "why"), help);
    return { box, get: () => null };
  }
  const { element, get, isLines } = inputOf(field);
  element.id = id;
  element.dataset.field = JSON.stringify(field.path);
  element.setAttribute("aria-describedby", help.id);
  if (isBlank && field.example && !element.value && element.placeholder !== undefined) element.placeholder = field.example;
  const count = make("span", "", "count");
  const told = make("div", "", "told");
  told.setAttribute("aria-live", "polite");
  const before = JSON.stringify(get());
  const write = async () => {
    const value = get();
    await save({ act: "set", path: field.path, value }, box);
  };
  const keep = button("保存", write, "keep");
  keep.hidden = true;
  const changed = () => {
    const isChanged = JSON.stringify(get()) !== before;
    const longest = isLines ? Math.max(0, ...(get() || []).map((line) => [...line].length)) : [...(get() || "")].length;
    count.textContent = field.most ? longest + " / " + field.most + " 个字" : "";
    count.classList.toggle("over", Boolean(field.most) && longest > field.most);
    if (isBlank) return;
    keep.hidden = !isChanged;
    if (isChanged) dirty.add(id);
    else dirty.delete(id);
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
  if (field.key === "人物" && isLines) box.append(composer(element));
  box.append(count, help, told);
  changed();
  return { box, get };
}

// ---- groups

// Fields of a group that is not there yet, and what was written into them.
function blanks(fields) {
  const box = make("div", "", "group");
  const parts = [];
  const order = [...fields].sort((a, b) => Number(b.required) - Number(a.required));
  for (const field of order) {
    if (field.kind === "groups") continue;
    if (field.kind === "group") {
      const inner = blanks(field.fields);
      const more = make("details");
      more.append(make("summary", field.key), inner.box);
      box.append(more);
      parts.push([field.key, () => inner.get()]);
    } else {
      const row = rowOf(field, true);
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
  box.append(make("summary", words));
  const { box: inner, get } = blanks(fields);
  const told = make("div", "", "told");
  told.setAttribute("aria-live", "polite");
  box.append(inner, button("添上", async () => {
    const value = get();
    if (!value) return tell("先写上几栏", true);
    if (!path.length && now) item = now.titles.length;
    return save({ act: "add", path, value }, box);
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
    box.append(make("p", "这一栏的写法比较特别，请打开文件改。", "why"));
    return box;
  }
  field.items.forEach((one, at) => {
    const part = make("details", "", "item");
    part.dataset.path = JSON.stringify(one.path);
    part.append(make("summary", at + 1 + ". " + one.title));
    const told = make("div", "", "told");
    const acts = make("p", "", "acts");
    if (at > 0) acts.append(button("往前挪", () => save({ act: "up", path: one.path }, part)));
    acts.append(button("删去这一项", () => {
      if (confirm("删去「" + one.title + "」？删了还能退回。")) save({ act: "drop", path: one.path }, part);
    }));
    const inner = make("div", "", "group");
    fieldsInto(inner, one.fields);
    part.append(drawn(one.path), inner, acts, told);
    box.append(part);
  });
  box.append(adder("添一项", field.blank, field.path));
  if (field.is_there && !field.required) box.append(away(field, box));
  return box;
}

// The pictures of a procedure as they are drawn now, one below the other in one file.
function pictures(fields, found) {
  const list = found || [];
  for (const field of fields) {
    const is = field.key === "画面" && field.is_there;
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

function drawn(path) {
  const all = titles ? [] : pictures(now.fields);
  const at = all.indexOf(JSON.stringify(path));
  if (at < 0) return "";
  const box = make("div", "", "panel");
  const image = make("img");
  image.src = "/site/comics/" + stem + ".svg?" + now.known;
  image.alt = "现在画成这样";
  image.style.top = -100 * at + "%";
  box.append(image);
  return box;
}

function groupOf(field) {
  const box = make("details", "", "item");
  box.dataset.path = JSON.stringify(field.path);
  box.append(make("summary", field.key + (field.is_there ? "" : "（还没有写）")), make("p", limits(field), "help"));
  if (field.is_strange) {
    box.append(make("p", "这一栏的写法比较特别，请打开文件改。", "why"));
  } else if (field.is_there) {
    const inner = make("div", "", "group");
    fieldsInto(inner, field.fields);
    box.append(drawn(field.path), inner);
    if (!field.required) box.append(away(field, box), make("div", "", "told"));
  } else {
    const { box: inner, get } = blanks(field.fields);
    box.append(inner, button("添上", () => {
      const value = get();
      return value ? save({ act: "set", path: field.path, value }, box) : tell("先写上几栏", true);
    }, "keep"), make("div", "", "told"));
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

function show() {
  // Who was writing goes on where they were.
  const at = document.activeElement;
  const line = form.contains(at) && at.closest(".line");
  const writing = line ? line.querySelector("[data-field]").dataset.field : null;
  const open = new Set([...form.querySelectorAll("details.item[open]")].map((e) => e.dataset.path));
  const scroll = window.scrollY;
  document.getElementById("file").textContent = now.file;
  document.getElementById("undo").disabled = !now.before;
  document.getElementById("redo").disabled = !now.behind;
  form.textContent = "";
  const alone = only && fieldAt(now.fields, only);
  if (alone) {
    fieldsInto(form, [alone]);
    const whole = make("a", "看整张表");
    whole.href = "/edit/" + stem + (titles ? "?item=" + item : "");
    whole.target = "_top";
    form.append(whole);
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
      const told = make("div", "", "told");
      const acts = make("p", "", "acts");
      if (now.index > 0) acts.append(button("这一条往前挪", () => { item = now.index - 1; save({ act: "up", path: [now.index] }, form); }));
      acts.append(button("删去这一条", () => {
        if (confirm("删去「" + now.titles[now.index] + "」？删了还能退回。")) {
          const gone = now.index;
          item = Math.max(0, gone - 1);
          save({ act: "drop", path: [gone] }, form);
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
  form.querySelectorAll("details.item").forEach((e) => { if (open.has(e.dataset.path)) e.open = true; });
  window.scrollTo(0, scroll);
  const again = writing && [...form.querySelectorAll("[data-field]")].find((e) => e.dataset.field === writing);
  if (again) again.focus({ preventScroll: true });
  root.dataset.shown = now.known;
}

document.getElementById("undo").onclick = () => save({ act: "undo", path: [] }, null);
document.getElementById("redo").onclick = () => save({ act: "redo", path: [] }, null);
form.onsubmit = (event) => event.preventDefault();
load();
