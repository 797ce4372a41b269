// A picture put together by looking: who, does what, with what, how they feel, where, what they say – each chosen from the
// drawings, drawn anew at each choice, written as the words that are in the file anyway.
"use strict";

// ---- the words and their drawings

let palette = null;
async function words() {
  if (!palette) palette = await (await fetch("/words")).json();
  return palette;
}

const bare = (word) => word.replace(/（.*$|\(.*$/, "");

// The word of a list that a word of the clerk's is: itself, or one of the names of another.
function known(list, word) {
  const found = palette.lists[list].findIndex(([name, others]) => name === bare(word) || others.split(" ").includes(bare(word)));
  return found < 0 ? null : found;
}

// Whether letters spell the characters from one on: a whole reading, its beginning, or the first letter of each.
function spells(letters, name, from) {
  if (!letters) return true;
  if (from >= name.length) return false;
  return (palette.readings[name[from]] || "").split(" ").some((reading) => {
    for (let n = Math.min(reading.length, letters.length); n > 0; n -= 1) {
      if (reading.startsWith(letters.slice(0, n)) && spells(letters.slice(n), name, from + 1)) return true;
    }
    return false;
  });
}

// How well a word answers what was typed: 0 best, 9 not at all.
function answers(asked, [name, others]) {
  if (!asked) return 0;
  const names = [name, ...others.split(" ")];
  const isLetters = /^[a-z]+$/.test(asked);
  const ranks = names.map((one, n) => {
    const other = n ? 2 : 0;
    if (isLetters ? spells(asked, one, 0) : one.startsWith(asked)) return one.length === asked.length ? other : 1 + other;
    const within = isLetters ? [...one].some((_, at) => spells(asked, one, at)) : one.includes(asked);
    return within ? 5 : 9;
  });
  return Math.min(...ranks);
}

// ---- a line of 人物, taken apart and put together

const PARTS = ["who", "action", "prop", "mood", "position"];
const LISTS = { who: "people", action: "actions", prop: "props", mood: "moods", position: "positions" };
const CALLED = { who: "谁", action: "做什么", prop: "拿什么", mood: "神情", position: "站哪儿" };

function apart(line) {
  const person = { who: "", action: "", prop: "", mood: "", position: "", rest: [], says: "说", speech: "" };
  const said = /(\S*?)[“"「]([^”"」]*)[”"」]\s*$/.exec(line);
  if (said) {
    person.says = said[1] || "说";
    person.speech = said[2];
  }
  const before = said ? line.slice(0, said.index) : line;
  for (const word of before.match(/(?:[^\s（(]|[（(][^）)]*[）)])+/g) || []) {
    const part = PARTS.find((one) => !person[one] && known(LISTS[one], word) !== null && (one !== "who" || !person.who));
    if (part) person[part] = word;
    else person.rest.push(word);
  }
  return person;
}

function together(person) {
  const parts = PARTS.map((part) => person[part]).concat(person.rest).filter(Boolean);
  if (person.speech.trim()) parts.push(person.says + "“" + person.speech.trim() + "”");
  return parts.join(" ");
}

// ---- what is chosen from

function wordPicture(list, number) {
  const image = make("img");
  image.src = "/word/" + list + "/" + number + ".svg";
  image.alt = "";
  image.loading = "lazy";
  if (list !== "places") image.className = "upright";
  return image;
}

const DRAWN = ["people", "actions", "moods", "props", "places"];

// A box to choose a word in; `take` gets it, or nothing.
function chooserOf(title, list, now, take, room) {
  const box = make("section", "", "palette");
  box.setAttribute("aria-label", title);
  const search = make("input");
  search.placeholder = title + "：打字或拼音找，如 nn、奶奶";
  search.setAttribute("aria-label", search.placeholder);
  const grid = make("div", "", "grid");
  const fill = () => {
    const asked = search.value.trim().toLowerCase();
    const found = palette.lists[list].map((one, at) => [one, at, answers(asked, one)]).filter(([, , rank]) => rank < 9);
    found.sort((a, b) => a[2] - b[2] || a[1] - b[1]);
    grid.textContent = "";
    if (now && !asked) grid.append(button("不要", () => take("")));
    for (const [[name, others], at] of found) {
      const one = button("", () => take(name), "word");
      if (DRAWN.includes(list)) one.append(wordPicture(list, at));
      one.append(make("b", name));
      if (others) one.append(make("span", others));
      if (name === bare(now || "")) one.setAttribute("aria-pressed", "true");
      grid.append(one);
    }
    if (!found.length) grid.append(make("p", "没有这个词。换个说法，或打字里的一两个字", "why"));
  };
  search.oninput = fill;
  search.onkeydown = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") take(null);
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = grid.querySelector(".word");
    if (first) first.click();
  };
  const head = make("div", "", "line");
  head.append(search, button("收起", () => take(null)));
  box.append(head);
  const at = now ? known(list, now) : null;
  if (room && at !== null && palette.lists[list][at][2]) {
    const label = make("label", "上面写的字（最多 " + palette.lists[list][at][2] + " 个）");
    const letters = make("input");
    letters.value = (/（(.*)）/.exec(now) || ["", ""])[1];
    letters.onchange = () => take(letters.value.trim() ? bare(now) + "（" + letters.value.trim() + "）" : bare(now));
    label.append(letters);
    box.append(label);
  }
  box.append(grid);
  fill();
  setTimeout(() => search.focus());
  return box;
}

// ---- a picture

const ONE = [["shot", "镜头", "shots"], ["effect", "特效", "effects"], ["light", "天色", "light"]];

// What the fields of a picture say; nothing of one that is not there yet.
function read(fields) {
  const of = (key) => fields.find((field) => field.key === key);
  const text = (key) => (of(key) ? of(key).value : "");
  return {
    place: text("地点"),
    people: (of("人物") ? of("人物").values : []).map(apart),
    props: of("摆设") ? of("摆设").values.slice() : [],
    shot: text("镜头"),
    effect: text("特效"),
    light: text("天色"),
    caption: text("旁白"),
  };
}

function values(state) {
  return [
    ["地点", state.place || null],
    ["人物", state.people.length ? state.people.map(together) : null],
    ["摆设", state.props.length ? state.props : null],
    ["镜头", state.shot || null],
    ["特效", state.effect || null],
    ["天色", state.light || null],
    ["旁白", state.caption.trim() || null],
  ];
}

// What is being put together and not written yet, by the place of the picture: it outlives the form's being drawn again.
const composing = new Map();

// The change that makes the picture at `path` what it is now; `before` is what the file says, nothing where there is none.
function change(path, before, state, isMore) {
  const next = values(state);
  if (!before) return { act: isMore ? "add" : "set", path, value: { group: next.filter(([, value]) => value !== null) } };
  const was = new Map(values(before));
  const parts = next.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was.get(key)));
  // What comes is written before what goes, so that no group is ever empty.
  parts.sort((a, b) => Number(a[1] === null) - Number(b[1] === null));
  return { act: "many", path, parts: parts.map(([key, value]) => ({ act: "set", path: [...path, key], value })) };
}

// `isMore` is one more picture of the list at `path`.
function composerOf(path, fields, image, isMore) {
  const box = make("div", "", "compose");
  const key = (isMore ? "+" : "") + JSON.stringify(path);
  const before = fields ? read(fields) : null;
  let state = composing.get(key);
  const nothing = () => ({ place: "", people: [], props: [], shot: "", effect: "", light: "", caption: "" });
  if (!state) state = before ? read(fields) : nothing();
  const slots = make("div", "", "slots");
  const place = make("div");
  const told = teller();
  const acts = make("p", "", "acts");
  let round = 0;

  const draw = async () => {
    round += 1;
    const mine = round;
    const isChanged = JSON.stringify(values(state)) !== JSON.stringify(values(before || nothing()));
    acts.hidden = !isChanged;
    if (!isChanged) {
      composing.delete(key);
      return;
    }
    composing.set(key, state);
    if (!state.place && !state.people.length && !state.props.length) return;
    const answer = await ask("/draft", change(path, before, state, isMore));
    if (mine !== round || !answer) return;
    tellInto(told, answer);
    if (answer.svg && answer.number !== null) image.show("data:image/svg+xml," + encodeURIComponent(answer.svg), answer.number);
  };

  const choose = (title, list, now, take, room) => {
    const opener = document.activeElement;
    const close = (word) => {
      place.textContent = "";
      if (word !== null) {
        take(word);
        fill();
        draw();
      }
      const again = [...slots.querySelectorAll("button")].find((e) => e.dataset.slot === (opener && opener.dataset.slot));
      if (again) again.focus();
    };
    place.textContent = "";
    place.append(chooserOf(title, list, now, close, room));
    // Right below what it is for.
    (opener.closest(".person, .ones, .acts") || opener).after(place);
    place.scrollIntoView({ block: "nearest" });
  };

  // A place in the picture that a word is chosen for.
  const slot = (title, list, now, take, name, room) => {
    const one = button("", () => choose(title, list, now, take, room), "slot");
    one.dataset.slot = name;
    const at = now ? known(list, now) : null;
    if (at !== null && DRAWN.includes(list)) one.append(wordPicture(list, at));
    one.append(make("span", title), make("b", now || "（没有）"));
    if (now && at === null) one.append(make("i", "不认得的词"));
    return one;
  };

  const typed = (title, value, most, take) => {
    const label = make("label", title);
    const input = make("input");
    input.value = value;
    input.maxLength = most;
    input.oninput = () => {
      take(input.value);
      draw();
    };
    label.append(input);
    return label;
  };

  const fill = () => {
    slots.textContent = "";
    slots.append(slot("在哪儿", "places", state.place, (word) => { state.place = word; }, "place", true));
    state.people.forEach((person, n) => {
      const row = make("fieldset", "", "person");
      row.append(make("legend", "第 " + (n + 1) + " 个人"));
      for (const part of PARTS) {
        row.append(slot(CALLED[part], LISTS[part], person[part], (word) => { person[part] = word; }, part + n, part === "prop"));
      }
      row.append(typed(person.says === "想" ? "想" : "说", person.speech, 16, (text) => { person.speech = text; }));
      if (person.rest.length) {
        row.append(make("p", "不认得：" + person.rest.join("、"), "why"), button("去掉不认得的", () => { person.rest = []; fill(); draw(); }));
      }
      row.append(button("去掉这个人", () => { state.people.splice(n, 1); fill(); draw(); }));
      slots.append(row);
    });
    const more = make("p", "", "acts");
    if (state.people.length < 3) {
      more.append(button("添一个人", () => {
        choose("谁", "people", "", (word) => {
          if (word) state.people.push({ who: word, action: "站立", prop: "", mood: "", position: "", rest: [], says: "说", speech: "" });
        });
      }));
    }
    state.props.forEach((thing, n) => {
      more.append(slot("摆着", "props", thing, (word) => { if (word) state.props[n] = word; else state.props.splice(n, 1); }, "thing" + n, true));
    });
    if (state.props.length < 4) more.append(button("摆一样东西", () => choose("摆着", "props", "", (word) => { if (word) state.props.push(word); })));
    slots.append(more);
    const last = make("div", "", "ones");
    for (const [name, title, list] of ONE) last.append(slot(title, list, state[name], (word) => { state[name] = word; }, name));
    last.append(typed("旁白（没有人说的话）", state.caption, 18, (text) => { state.caption = text; }));
    slots.append(last);
  };

  acts.append(
    button("存下这幅画", async () => {
      const asked = change(path, before, state, isMore);
      await save(asked, box, () => composing.delete(key));
    }, "keep"),
    button("不改了", () => { composing.delete(key); show(); }),
  );
  box.append(slots, acts, told);
  fill();
  draw();
  return box;
}

// A picture as it is drawn now, in which another one can be shown.
function panelOf(number) {
  const box = make("div", "", "panel");
  const image = make("img");
  image.alt = "这幅画现在的样子";
  box.show = (address, at) => {
    image.src = address;
    image.style.top = -100 * at + "%";
    if (!image.parentElement) box.replaceChildren(image);
  };
  if (number >= 0) box.show("/site/comics/" + stem + ".svg?" + now.known, number);
  else box.append(make("p", "挑好在哪儿、谁，这里就画出来"));
  return box;
}

// ---- a photo instead

// The photo of a group as it is cut now: moved with the mouse or the arrow keys, written when it is let go.
function cutterOf(field) {
  const all = pictures(now.fields);
  const own = (path) => all.indexOf(JSON.stringify(path));
  const box = panelOf(Math.max(own(field.path), own(field.path.slice(0, -1))));
  const path = [...field.path, "取景"];
  const told = teller();
  let at = ((field.fields.find((one) => one.key === "取景") || {}).value || "50% 35%").split(" ").map(parseFloat);
  const moved = (across, down) => [across, down].map((share) => Math.round(Math.min(100, Math.max(0, share))));
  const asked = () => ({ act: "set", path, value: at[0] + "% " + at[1] + "%" });
  const draw = async () => {
    const answer = await ask("/draft", asked());
    if (answer.svg && answer.number !== null) box.show("data:image/svg+xml," + encodeURIComponent(answer.svg), answer.number);
  };
  box.classList.add("cutter");
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", "照片露出哪一块：按方向键挪，回车存下");
  box.onpointerdown = (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    const [from, x, y] = [at, event.clientX, event.clientY];
    box.onpointermove = (move) => {
      at = moved(from[0] - ((move.clientX - x) / box.clientWidth) * 100, from[1] - ((move.clientY - y) / box.clientHeight) * 100);
      draw();
    };
    box.onpointerup = () => {
      box.onpointermove = null;
      if (at !== from) save(asked(), told);
    };
  };
  box.onkeydown = (event) => {
    const step = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] }[event.key];
    if (event.key === "Enter") save(asked(), told);
    if (!step) return;
    event.preventDefault();
    at = moved(at[0] + step[0], at[1] + step[1]);
    draw();
  };
  return [beside(box, make("p", "拖着照片挪，露出最要紧的那一块", "help")), told];
}

// Where a photo is dropped or picked; it takes the place of the drawing at `path`.
function photoOf(path, isStep, fields) {
  const box = make("details", "", "choose photo");
  box.append(make("summary", "换成自己拍的照片"));
  const drop = make("label", "把照片拖到这里，或点这里挑一张（JPG、PNG）", "drop");
  const input = make("input");
  input.type = "file";
  input.accept = "image/jpeg,image/png,image/webp";
  drop.append(input);
  const told = teller();
  const saying = make("label", "照片上是什么，念给看不见的人听");
  const said = make("input");
  said.maxLength = 30;
  saying.append(said);
  let file = null;
  const take = (one) => {
    file = one;
    if (one) drop.firstChild.data = "挑好了：" + one.name;
  };
  input.onchange = () => take(input.files[0]);
  drop.ondragover = (event) => event.preventDefault();
  drop.ondrop = (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  box.append(drop, saying, button("放上去", async () => {
    told.textContent = "";
    if (!file || !said.value.trim()) return told.append(make("p", "挑一张照片，再写上照片上是什么", "why"));
    const kept = await ask("/photo?name=" + encodeURIComponent(file.name), null, file);
    if (!kept || kept.why) return told.append(make("p", kept ? kept.why : "小微停了，没有存", "why"));
    const value = { group: [["文件", kept.name], ["说明", said.value.trim()]] };
    const drawing = isStep ? [...path.slice(0, -1), "画面"] : null;
    const gone = isStep ? (fields ? [drawing] : []) : fields.filter((f) => f.is_there && f.key !== "照片").map((f) => f.path);
    const at = isStep ? [...path.slice(0, -1), "照片"] : [...path, "照片"];
    const parts = [{ act: "set", path: at, value }, ...gone.map((one) => ({ act: "set", path: one, value: null }))];
    return save({ act: "many", path, parts }, box);
  }, "keep"), told);
  return box;
}
