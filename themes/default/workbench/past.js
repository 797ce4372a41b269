// What a file was before each save: looked at line by line beside what it is now, and taken back.
"use strict";

const states = byId("states");

// Lines of two texts, each `same`, `gone` or `come`, along the longest run of lines that both have.
function compared(then, now) {
  const [a, b] = [then.split(/\r?\n/), now.split(/\r?\n/)];
  const far = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      far[i][j] = a[i] === b[j] ? far[i + 1][j + 1] + 1 : Math.max(far[i + 1][j], far[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(["same", a[i]]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && far[i + 1][j] >= far[i][j + 1])) {
      lines.push(["gone", a[i]]);
      i += 1;
    } else {
      lines.push(["come", b[j]]);
      j += 1;
    }
  }
  return lines;
}

async function pastOf(number) {
  const answer = await fetch("/past/" + stem + (number === undefined ? "" : "?state=" + number));
  return answer.json();
}

// What differs, with two lines around it.
function difference(then, now) {
  const box = make("div", "", "lines");
  const lines = compared(then, now);
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - 2), at + 3).some(([kind]) => kind !== "same"));
  lines.forEach(([kind, text], at) => {
    if (!near[at]) {
      if (at > 0 && near[at - 1]) box.append(make("p", "……"));
      return;
    }
    const line = make(kind === "gone" ? "del" : kind === "come" ? "ins" : "span", text || " ");
    line.append(make("span", kind === "gone" ? "（那时有）" : kind === "come" ? "（后来添的）" : "", "unseen"));
    box.append(line);
  });
  if (!near.includes(true)) box.append(make("p", "和现在一样"));
  return box;
}

async function showPast() {
  states.hidden = false;
  states.textContent = "";
  const told = await pastOf();
  const head = make("p", "", "acts");
  head.append(make("b", told.states && told.states.length ? "每存一次，改以前的样子都留着（划线的是那时有、现在没有的）" : "这个文件还没有在这里改过"));
  head.append(button("收起", () => { states.hidden = true; }));
  states.append(head);
  for (const state of told.states || []) {
    const when = state.until ? new Date(state.until * 1000).toLocaleString("zh-CN") : "";
    const one = make("details", "", "item");
    one.append(make("summary", "第 " + state.number + " 次改以前" + (when ? "（改于 " + when + "）" : "")));
    one.ontoggle = async () => {
      if (!one.open || one.querySelector(".lines")) return;
      const { then, now: text, why } = await pastOf(state.number);
      const place = teller();
      if (why) return one.append(make("p", why, "why"));
      one.append(difference(then, text), button("换回这个样子", async () => {
        if (await save({ act: "back", path: [], state: state.number }, one)) showPast();
      }), place);
    };
    states.append(one);
  }
}

byId("past").onclick = () => (states.hidden ? showPast() : (states.hidden = true));
