// What is still to be asked, one after the other: the question, the field that its answer belongs into, who said so and when.
// An answer fills the field, takes the question off the list and writes down who it is from, all in one change.
"use strict";

const list = byId("titles");
const place = byId("answer");
const news = byId("news");
let all = [];
let at = 0;
// Who was asked and when: the same for many questions.
let who = "";
const local = new Date();
let day = new Date(local.getTime() - local.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

// Every field of a form that holds a line or lines, with how it is called.
function leaves(fields, above, found) {
  for (const field of fields) {
    const name = above + field.key;
    if (field.kind === "group") leaves(field.fields, name + " › ", found);
    else if (field.kind === "groups") for (const one of field.items) leaves(one.fields, name + "「" + one.title + "」 › ", found);
    else if (!field.is_strange) found.push({ name, field });
  }
  return found;
}

async function fetched() {
  const matters = await (await fetch("/questions")).json();
  all = matters.flatMap((matter) => matter.questions.map((question) => ({ ...question, stem: matter.stem, title: matter.title, authority: matter.authority })));
  at = Math.min(at, Math.max(0, all.length - 1));
  list.textContent = "";
  let before = null;
  all.forEach((one, n) => {
    if (one.stem !== before) list.append(make("h2", one.stem + " " + one.title));
    before = one.stem;
    const row = button(one.text, () => go(n));
    if (n === at) row.setAttribute("aria-current", "true");
    list.append(row);
  });
}

function labelled(words, input, help) {
  const label = make("label", words);
  label.append(input);
  if (help) label.append(make("span", help, "help"));
  return label;
}

// The box for what a field is to say.
function boxOf({ field }) {
  const box = make(field.kind === "lines" || (field.most && field.most > 30) ? "textarea" : "input");
  if (field.kind === "words") {
    const select = make("select");
    for (const [word] of field.options) select.append(new Option(word, word));
    select.value = field.value;
    return { box: select, get: () => select.value };
  }
  if (box.tagName === "TEXTAREA") box.rows = field.kind === "lines" ? field.values.length + 1 : 2;
  if (field.kind === "date") box.type = "date";
  box.value = field.kind === "lines" ? field.values.join("\n") : field.value;
  const lines = () => box.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return { box, get: () => (field.kind === "lines" ? lines() : box.value.replace(/\s*\n\s*/g, " ").trim()) };
}

// To another question; what is typed for this one and not written is asked about.
let isTyped = false;
place.addEventListener("input", () => { isTyped = true; });
window.addEventListener("beforeunload", (event) => {
  if (isTyped) event.preventDefault();
});
function go(n) {
  if (isTyped && !confirm("这一句写的还没有存，不要了？")) return;
  at = n;
  show();
}

async function show() {
  isTyped = false;
  const one = all[at];
  list.querySelectorAll("button").forEach((row, n) => {
    if (n === at) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
  place.textContent = "";
  if (!one) return place.append(make("p", "都问清了，没有要问的。"));
  const form = await (await fetch("/form/" + one.stem)).json();
  const fields = leaves(form.fields, "", []);
  const key = (path) => JSON.stringify(path);
  const told = teller();
  place.append(make("p", "第 " + (at + 1) + " 句，共 " + all.length + " 句　" + one.stem + " " + one.title, "help"), make("h2", one.text), make("p", "先问：" + one.authority));
  const into = make("select");
  into.append(new Option("（不写进哪一栏，只划掉这一句）", ""));
  const meant = new Set(one.paths.map(key));
  const shown = fields.filter(({ field }) => meant.has(key(field.path))).concat(fields.filter(({ field }) => !meant.has(key(field.path)) && field.key !== "待确认"));
  for (const { name, field } of shown) into.append(new Option((meant.has(key(field.path)) ? "★ " : "") + name, key(field.path)));
  into.value = one.paths.length ? key(one.paths[0]) : "";
  const value = make("div");
  let get = () => null;
  const fill = () => {
    value.textContent = "";
    const found = shown.find(({ field }) => key(field.path) === into.value);
    get = () => null;
    if (!found) return;
    const box = boxOf(found);
    get = box.get;
    value.append(labelled("写成", box.box, found.field.help + "（" + found.field.limits + "）"));
  };
  into.onchange = fill;
  const by = make("input");
  by.value = who;
  by.maxLength = 20;
  const date = make("input");
  date.type = "date";
  date.value = day;
  const write = async (anyway) => {
    [who, day] = [by.value.trim(), date.value];
    told.textContent = "";
    if (!who || !day) return told.append(make("p", "写上谁说的（岗位）、哪天问的", "why"));
    const parts = [];
    const set = (path, words) => parts.push({ act: "set", path, value: words });
    if (into.value && get()) set(JSON.parse(into.value), get());
    const review = fields.find(({ field }) => key(field.path) === key(["核验", "待确认"]));
    if (one.line !== null && review) {
      const rest = review.field.values.filter((_, n) => n !== one.line);
      set(["核验", "待确认"], rest.length ? rest : null);
    }
    if (fields.some(({ field }) => field.path[0] === "核验" && field.is_there)) {
      set(["核验", "日期"], day);
      set(["核验", "核验人"], who);
    } else {
      set(["核验"], { group: [["日期", day], ["核验人", who]] });
    }
    // A key that comes stands before one that goes, so that no group is ever empty.
    parts.sort((a, b) => Number(a.value === null) - Number(b.value === null));
    const answer = await post("/save", { stem: one.stem, known: form.known, act: "many", parts, anyway });
    if (answer.is_written) {
      news.textContent = "写进去了";
      const count = all.length;
      for (let n = 0; n < 30; n += 1) {
        await fetched();
        if (all.length < count) break;
        await new Promise((done) => { setTimeout(done, 100); });
      }
      return show();
    }
    news.textContent = "没有写";
    tellInto(told, answer);
    if (answer.problems && answer.problems.length) told.append(button("先存着，过后再改", () => write(true)));
    return undefined;
  };
  const acts = make("p", "", "acts");
  acts.append(button("问清了，写进去", () => write(false), "keep"));
  if (at > 0) acts.append(button("上一句", () => go(at - 1)));
  if (at + 1 < all.length) acts.append(button("下一句", () => go(at + 1)));
  const whole = make("a", "看整张表");
  whole.href = "/edit/" + one.stem;
  acts.append(whole);
  place.append(labelled("写进哪一栏", into, one.paths.length ? "带 ★ 的是问的那一栏" : ""), value, labelled("谁说的", by, "写岗位，如 街道民政窗口"), labelled("哪天问的", date), acts, told);
  fill();
  return undefined;
}

fetched().then(show);
