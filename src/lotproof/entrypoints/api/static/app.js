// Makes the pages quick at a bench; without it they still work.
"use strict";

// GS (0x1D) as keyboard-wedge scanners send it: the character itself, or Ctrl+].
const GS = "\x1d";
const isGs = (event) => event.key === GS || (event.ctrlKey && (event.key === "]" || event.code === "BracketRight"));

function insert(field, text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function next(field) {
  const fields = [...field.form.elements].filter(
    (each) => each.type !== "hidden" && !each.disabled && each.tabIndex >= 0 && each.tagName !== "FIELDSET");
  const following = fields[fields.indexOf(field) + 1];
  if (following) following.focus();
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const scans = field.matches?.("input[data-scan]");
  if (scans && isGs(event)) {
    event.preventDefault();
    insert(field, GS);
  } else if (scans && event.key === "Enter" && field.form?.matches("[data-command]")) {
    // A scanner ends with Enter: that means the next field, not the whole form.
    event.preventDefault();
    const scanned = field.form.elements._scanned;
    if (scanned) scanned.value = "1";
    next(field);
  } else if (event.key === "/" && !field.matches?.("input, textarea, select") && !event.ctrlKey && !event.metaKey) {
    const finder = document.querySelector(".find.large input, .find input");
    if (finder) {
      event.preventDefault();
      finder.focus();
      finder.select();
    }
  } else if (event.key === "Escape") {
    document.querySelectorAll("details.who[open], details.more[open]").forEach((each) => { each.open = false; });
  }
});

// One more row of a list: the last one, emptied and numbered on.
document.querySelectorAll("[data-rows]").forEach((group) => {
  const button = group.querySelector("[data-add]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const rows = group.querySelectorAll(":scope > .row");
    const row = rows[rows.length - 1].cloneNode(true);
    const path = group.dataset.rows;
    row.querySelectorAll("[name]").forEach((each) => {
      each.name = each.name.replace(`${path}[${rows.length - 1}]`, `${path}[${rows.length}]`);
      each.value = "";
    });
    button.before(row);
    row.querySelector("[name]").focus();
  });
});

document.querySelectorAll("form[data-command]").forEach((form) => {
  // Rows left empty are not sent, so what they require is not asked for.
  const rows = () => form.querySelectorAll(".row").forEach((row) => {
    const fields = [...row.querySelectorAll("[name]")];
    const isEmpty = fields.every((each) => !each.value);
    fields.forEach((each) => {
      each.dataset.must ??= each.required ? "1" : "";
      each.required = !isEmpty && each.dataset.must === "1";
    });
  });
  rows();
  form.addEventListener("input", rows);
  const first = form.querySelector("[aria-invalid]")
    ?? [...form.elements].find((each) => each.name && each.type !== "hidden" && !each.value);
  first?.focus();
});

document.querySelectorAll("[data-select]").forEach((each) => each.select());

// A session that is being used stays open, also where nothing is recorded for a while.
let told = Date.now();
function stay() {
  if (document.body.dataset.signedIn && Date.now() - told > 240000) {
    told = Date.now();
    fetch("/api/session", { method: "PUT", headers: { "X-Lotproof-Ui": "1" } });
  }
}
document.addEventListener("keydown", stay);
document.addEventListener("pointerdown", stay);
