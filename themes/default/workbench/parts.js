// What the pages of the workbench that write have alike: elements, buttons, what is sent and what is told.
"use strict";

const byId = (id) => document.getElementById(id);

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

// A place where something is told, also to who hears it.
function teller() {
  const place = make("div", "", "told");
  place.setAttribute("aria-live", "polite");
  return place;
}

// Posts to the program; `file` goes as it is. Of what it does not answer there is a reason too.
async function post(path, asked, file) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": file ? "application/octet-stream" : "application/json", "X-Token": document.documentElement.dataset.token },
      body: file || JSON.stringify(asked),
    });
  } catch {
    return { why: "小微停了，没有存：回到命令窗口再运行 xiaowei serve，写的字还在这一页上" };
  }
  return answer.ok ? answer.json() : { why: await answer.text() };
}

// What is wrong, into a place for it.
function tellInto(place, told) {
  place.textContent = "";
  if (told.why) place.append(make("p", told.why, "why"));
  for (const problem of told.problems || []) {
    const line = make("p", problem.message, problem.is_error ? "why" : "");
    if (problem.help) line.append(make("span", "改法：" + problem.help, "help"));
    place.append(line);
  }
}
