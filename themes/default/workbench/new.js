// A new matter: the answers are sent, its form opens. What was typed stays when it was not taken.
"use strict";

async function begin(event) {
  event.preventDefault();
  const form = event.target;
  const place = form.querySelector(".told");
  const asked = {};
  for (const box of form.elements) if (box.name) asked[box.name] = box.value;
  const told = await post("/new", asked);
  place.textContent = told.file ? "添好了：" + told.file : told.why;
  if (!told.file) return;
  const code = /(\d{3,})[^/]*$/.exec(told.file)[1];
  // The program reads it first.
  for (let n = 0; n < 50; n += 1) {
    const there = await fetch("/form/" + code);
    if (there.ok) break;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  isBegun = true;
  location.assign("/edit/" + code);
}

let isBegun = false;
window.addEventListener("beforeunload", (event) => {
  const boxes = [...document.querySelectorAll("input, textarea")];
  if (!isBegun && boxes.some((box) => box.value)) event.preventDefault();
});
for (const form of document.forms) form.addEventListener("submit", begin);
